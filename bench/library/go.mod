module fusul/bench/library

go 1.26.0
