// Words of the interface that are used in more than one place; others stand
// where they are used, as L('…', '…').

const VIEWS = [
  ['overview', 'نظرة عامة', 'Overview'],
  ['theory', 'النظريات والمفاهيم', 'Theories and concepts'],
  ['along', 'على طول النص', 'Along the text'],
  ['words', 'الكلمات المميزة', 'Key words'],
  ['company', 'المصاحبات والشبكة', 'Collocates and network'],
  ['topics', 'المواضيع', 'Topics'],
  ['measures', 'التنوع والتشابه', 'Diversity and similarity'],
  ['reading', 'القراءة', 'Reading'],
  ['compare', 'المقارنة', 'Compare'],
  ['search', 'البحث', 'Search'],
  ['methods', 'المنهج والمعجم', 'Method and dictionary'],
];

const PARTS = {
  body: ['متن', 'body'], front: ['تمهيدي', 'front matter'], contents: ['فهرس', 'contents'],
  abstract: ['ملخص', 'abstract'], bibliography: ['مراجع', 'references'], appendix: ['ملحق', 'appendix'],
  excluded: ['مستبعد', 'excluded'],
};

// Names of columns for people. Others show the name that the table has.
const COLUMNS = {
  chapter: ['الفصل', 'chapter'], work: ['العمل', 'work'], key: ['المفتاح', 'key'], n: ['العدد', 'n'],
  per_10k: ['لكل 10,000', 'per 10,000'], low: ['الأدنى', 'low'], high: ['الأعلى', 'high'], n_tokens: ['الكلمات', 'words'],
  share: ['النصيب', 'share'], decile: ['العُشر', 'tenth'], feature: ['الكلمة', 'word'], frequency: ['التكرار', 'frequency'],
  n_target: ['هنا', 'here'], n_reference: ['في الباقي', 'elsewhere'], g2: ['G²', 'G²'], log_ratio: ['لوغاريتم النسبة', 'log ratio'],
  q: ['q', 'q'], dp_norm: ['DP', 'DP'], expected: ['المتوقع', 'expected'], topic: ['الموضوع', 'topic'], term: ['الكلمة', 'term'],
  page: ['الصفحة', 'page'], before: ['قبله', 'before'], keyword: ['الموضع', 'keyword'], after: ['بعده', 'after'],
  paragraphs: ['الفقرات', 'paragraphs'], sentences: ['الجمل', 'sentences'], types: ['الكلمات المختلفة', 'types'], part: ['القسم', 'part'],
  headings: ['في العناوين', 'in headings'], marks: ['علامات الحواشي', 'note marks'], numbers: ['الأعداد', 'numbers'],
  value: ['القيمة', 'value'], rank: ['الرتبة', 'rank'], author: ['المؤلف', 'author'], title: ['العنوان', 'title'],
};

const column = (name) => (COLUMNS[name] ? L(...COLUMNS[name]) : name);
const partName = (part) => (PARTS[part] ? L(...PARTS[part]) : part);
