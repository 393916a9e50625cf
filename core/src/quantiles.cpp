#include "backprop/quantiles.h"

#include <algorithm>
#include <utility>

namespace backprop {
namespace {

// Shell sort: an eighth of the bytes of the library's. NaN, as after a divergence, comes out anywhere and does no other harm
void sort(std::vector<double>& sample) {
  for (std::size_t gap = sample.size() / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
    for (std::size_t i = gap; i < sample.size(); ++i)
      for (std::size_t j = i; j >= gap && sample[j] < sample[j - gap]; j -= gap) std::swap(sample[j], sample[j - gap]);
}

}  // namespace

std::vector<double> quantiles(std::vector<double> sample, std::span<const double> shares) {
  sort(sample);
  std::vector<double> result;
  for (double share : shares) {
    const double place = share * static_cast<double>(sample.size() - 1);
    const auto below = static_cast<std::size_t>(place), above = std::min(below + 1, sample.size() - 1);
    result.push_back(sample[below] + (place - static_cast<double>(below)) * (sample[above] - sample[below]));
  }
  return result;
}

}  // namespace backprop
