module fusul/bench/topics

go 1.26.0

require fusul v0.0.0

replace fusul => ../..
