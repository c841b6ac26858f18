"""Do with one library what it offers of fusul's work on a folder of texts, and
print words, different words and processor time.

usage: rival.py TOOL DIR

All tools get the same text: the body of each OpenITI file, its marks of
headings, pages and paragraphs taken away. Reading it is measured apart.
"""
import re
import resource
import sys
from pathlib import Path


def usage():
    return sum(getattr(resource.getrusage(w), t) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) for t in ("ru_utime", "ru_stime"))


def texts(folder):
    mark = re.compile(r"^(### \|+|# \||#|~~)\s?|PageV\d+P\d+|ms\d+|%~%", re.M)
    for path in sorted(Path(folder).iterdir()):
        body = path.read_text(encoding="utf-8").split("#META#Header#End#")[-1]
        yield mark.sub(" ", body)


def gensim(docs):
    """tokenize, a Dictionary, doc2bow and tf-idf"""
    from gensim.corpora import Dictionary
    from gensim.models import TfidfModel
    from gensim.utils import tokenize

    words, bags, ids = 0, [], Dictionary()
    for doc in docs:
        tokens = list(tokenize(doc, deacc=True))
        words += len(tokens)
        bags.append(ids.doc2bow(tokens, allow_update=True))
    model = TfidfModel(bags, dictionary=ids)
    for bag in bags:
        model[bag]
    return words, len(ids)


def sklearn(docs):
    """CountVectorizer and tf-idf"""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    counter = CountVectorizer(token_pattern=r"(?u)\w+")
    counts = counter.fit_transform(docs)
    TfidfTransformer().fit_transform(counts)
    return int(counts.sum()), len(counter.vocabulary_)


def spacy(docs):
    """the tokenizer of a blank Arabic pipeline, and counts"""
    import spacy
    from spacy.attrs import ORTH

    nlp = spacy.blank("ar")
    nlp.max_length = 1 << 31
    words, total = 0, {}
    for doc in docs:
        for orth, n in nlp.tokenizer(doc).count_by(ORTH).items():
            words += n
            total[orth] = total.get(orth, 0) + n
    return words, len(total)


def nltk(docs):
    """wordpunct_tokenize, the ISRI stem of each different word, and counts"""
    from collections import Counter

    from nltk.stem.isri import ISRIStemmer
    from nltk.tokenize import wordpunct_tokenize

    stem, total = ISRIStemmer(), Counter()
    for doc in docs:
        total.update(wordpunct_tokenize(doc))
    for word in total:
        stem.stem(word)
    return sum(total.values()), len(total)


def pyarabic(docs):
    """tokenize, vowel marks and tatweel taken away, hamzas folded, and counts"""
    from collections import Counter

    from pyarabic import araby

    total = Counter()
    for doc in docs:
        total.update(araby.tokenize(doc, morphs=[araby.strip_diacritics, araby.strip_tatweel, araby.normalize_hamza]))
    return sum(total.values()), len(total)


def main():
    tool, folder = sys.argv[1:]
    docs = list(texts(folder))
    size = sum(len(d.encode()) for d in docs)
    start = usage()
    words, types = {"gensim": gensim, "sklearn": sklearn, "spacy": spacy, "nltk": nltk, "pyarabic": pyarabic}[tool](docs)
    cpu = usage() - start
    peak = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"{tool}\t{words}\t{types}\t{cpu:.2f}\t{size / 1e6 / cpu:.2f}\t{peak:.0f}")


if __name__ == "__main__":
    main()
