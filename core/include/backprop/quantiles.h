// Quantiles of a sample.
#pragma once

#include <span>
#include <vector>

namespace backprop {

/// For each of `shares`, within 0…1, the number that this share of the sample lies below; between two of the sample in
/// proportion. (R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, 1996: definition 7)
std::vector<double> quantiles(std::vector<double> sample, std::span<const double> shares);

}  // namespace backprop
