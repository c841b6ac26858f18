// Package validate measures how right a dictionary is: it draws sentences for
// people to code, and compares their codes with what the dictionary found.
//
// For each key there are three strata: sentences with a hit, with a near miss
// (a hit that a laxer reading would have had) and with neither. A [Sampler]
// draws from each with a seed; a [Plan] remembers from which stratum a
// sentence came and how large that is, which the coding sheet does not show;
// [Evaluate] weighs each code by its stratum, so that recall is that of the
// corpus and not that of the sample.
package validate
