// Options: numbers that belong to some values of an enum and not to others, as the momentum belongs to the optimizers that have
// one. A config holds those that were given; what it leaves out has a default.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "backprop/error.h"
#include "backprop/names.h"
#include "backprop/range.h"

namespace backprop {

/// An option of `Config`, a struct whose `name` is one of `Enum`.
template <class Config, class Enum>
struct Option {
  const char* name;
  std::optional<double> Config::* member;
  Range range;
  std::array<std::optional<double>, names<Enum>.size()> defaults;  ///< for each name, none where the option does not belong

  std::optional<double> defaultOf(const Config& config) const { return defaults[static_cast<std::size_t>(config.name)]; }
};

/// Specialised beside each config: the list of its options.
template <class Config>
inline constexpr std::array<int, 0> options{};

/// An option that the name, at path.name, does not have; only its owners do.
Failure strayOption(const Path& path, const char* option, double given, std::string_view name,
                    std::span<const std::string_view> owners);

template <class Config, class Enum>
[[gnu::noinline]] Failure strayOption(const Path& path, const Option<Config, Enum>& option, const Config& config) {
  std::vector<std::string_view> owners;
  for (std::size_t i = 0; i < option.defaults.size(); ++i)
    if (option.defaults[i]) owners.push_back(names<Enum>[i]);
  return strayOption(path, option.name, *(config.*option.member), nameOf(config.name), owners);
}

/// The first option that is out of its range or does not belong to the name.
template <class Config>
Flaw checkOptions(const Path& path, const Config& config) {
  for (const auto& option : options<Config>) {
    const std::optional<double>& given = config.*option.member;
    if (!given) continue;
    if (!option.defaultOf(config)) return strayOption(path, option, config);
    if (auto flaw = option.range.check(path.at(option.name), *given)) return flaw;
  }
  return {};
}

/// The config with every option that belongs to its name.
template <class Config>
Config withDefaults(Config config) {
  for (const auto& option : options<Config>)
    if (!(config.*option.member)) config.*option.member = option.defaultOf(config);
  return config;
}

}  // namespace backprop
