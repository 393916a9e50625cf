#include "backprop/option.h"

#include <string>

namespace backprop {

Failure strayOption(const Path& path, const char* option, double given, std::string_view name) {
  return {Error::contradiction, path.at(option), formatNumber(given), path.at("name").text() + ": " + std::string(name)};
}

}  // namespace backprop
