// The names of an enum's values exist once: in the table beside the enum. Errors, files and menus read them here.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace backprop {

/// Specialised beside each enum: `names<Activation>` lists its names in the order of its values, which count from 0.
template <class Enum>
inline constexpr std::array<std::string_view, 0> names{};

template <class Enum>
constexpr std::string_view nameOf(Enum value) {
  return names<Enum>[static_cast<std::size_t>(value)];
}

template <class Enum>
constexpr std::optional<Enum> fromName(std::string_view name) {
  for (std::size_t i = 0; i < names<Enum>.size(); ++i)
    if (names<Enum>[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace backprop
