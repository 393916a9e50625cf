#include "backprop/option.h"

#include <string>

namespace backprop {

Failure strayOption(const Path& path, const char* option, double given, std::string_view name,
                    std::span<const std::string_view> owners) {
  const std::string reason = path.at("name").text() + ": " + std::string(name) + ", only with " + joined(owners, " and ");
  return {Error::contradiction, path.at(option), formatNumber(given), reason};
}

}  // namespace backprop
