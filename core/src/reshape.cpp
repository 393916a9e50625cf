// From one network to another that shares some of its units.
#include <algorithm>
#include <utility>

#include "backprop/session.h"

namespace backprop {
namespace {

/// For each input of a layer of `to` the one of the same layer of `from` that it was, if it was there.
std::vector<std::optional<std::size_t>> formerInputs(const Session& from, const Session& to, std::size_t layer) {
  std::vector<std::optional<std::size_t>> former;
  const std::size_t before = from.network().layers()[layer].inputs, now = to.network().layers()[layer].inputs;
  const auto &oldFeatures = from.config().features, &features = to.config().features;
  const bool byFeature = layer == 0 && from.data().dimensions == 2 && to.data().dimensions == 2;
  for (std::size_t i = 0; i < now; ++i) {
    if (byFeature) {
      const auto at = std::find(oldFeatures.begin(), oldFeatures.end(), features[i]);
      former.push_back(at == oldFeatures.end() ? std::nullopt
                                               : std::optional(static_cast<std::size_t>(at - oldFeatures.begin())));
    } else {
      former.push_back(i < before ? std::optional(i) : std::nullopt);
    }
  }
  return former;
}

}  // namespace

Result<Session> Session::reshaped(Config config) const {
  auto made = create(std::move(config));
  if (!made) return made;
  Session& next = made.value();
  const std::span<const float> kept = divergence_ ? std::span<const float>(lastFinite_.parameters) : parameters();
  std::vector<float> carried(next.parameters().begin(), next.parameters().end());
  const auto &oldLayers = network().layers(), &layers = next.network().layers();
  const bool sameDepth = oldLayers.size() == layers.size();
  const std::size_t common = sameDepth ? layers.size() : std::min(oldLayers.size(), layers.size()) - 1;
  for (std::size_t l = 0; l < common; ++l) {
    const Layer &before = oldLayers[l], &layer = layers[l];
    const auto former = formerInputs(*this, next, l);
    for (std::size_t j = 0; j < std::min(before.units, layer.units); ++j) {
      carried[layer.biases + j] = kept[before.biases + j];
      for (std::size_t i = 0; i < layer.inputs; ++i)
        if (former[i]) carried[layer.weights + j * layer.inputs + i] = kept[before.weights + j * before.inputs + *former[i]];
    }
  }
  if (auto status = next.setParameters(carried); !status) return status.failure();
  next.start_ = next.lastFinite_;
  return made;
}

}  // namespace backprop
