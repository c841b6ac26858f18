package paradigm

func (l *list) verb(past string, present []string) {
	l.add(past, Past, Alone|Pronoun|NoArticle|Lam)
}
