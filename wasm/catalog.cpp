#include <span>
#include <string>
#include <utility>

#include "convert.h"
#include "session_handle.h"

namespace backprop {
namespace {

val nameList(std::span<const std::string_view> all) {
  val list = val::array();
  for (std::string_view name : all) list.call<void>("push", std::string(name));
  return list;
}

val generators() {
  val list = val::array();
  for (std::size_t i = 0; i < names<Generator>.size(); ++i) {
    val generator = val::object();
    put(generator, "name", Writer::write(static_cast<Generator>(i)));
    DataConfig data;
    data.generator = static_cast<Generator>(i);
    if (hasAnyClasses(data.generator)) put(generator, "classCount", Writer::write(data.numberOfClasses()));
    if (data.generator == Generator::formula) put(generator, "formula", Writer::write(data.formulaText()));
    put(generator, "problem", Writer::write(data.problem()));
    list.call<void>("push", generator);
  }
  return list;
}

/// For every name of a block its options with their defaults: `{ adam: { beta1: 0.9, … }, … }`.
template <class Block>
val optionsByName() {
  using Enum = decltype(Block::name);
  val byName = val::object();
  for (std::size_t i = 0; i < names<Enum>.size(); ++i) {
    Block block;
    block.name = static_cast<Enum>(i);
    val list = val::object();
    for (const auto& option : options<Block>)
      if (const auto value = option.defaultOf(block)) put(list, option.name, val(*value));
    put(byName, std::string(nameOf(block.name)).c_str(), list);
  }
  return byName;
}

val blockOptions() {
  val object = val::object();
  put(object, "optimizer", optionsByName<OptimizerConfig>());
  put(object, "schedule", optionsByName<ScheduleConfig>());
  return object;
}

val limitsByPath() {
  val limits = val::object();
  LimitsWriter writer(limits, "");
  Config config;
  fields(writer, config);
  LimitsWriter own(limits, "data");
  Table table;
  fields(own, table);
  LimitsWriter grid(limits, "grid");
  GridRequest request;
  fields(grid, request);
  LimitsWriter train(limits, "train");
  TrainRequest length;
  fields(train, length);
  return limits;
}

}  // namespace

val catalog() {
  constexpr auto hiddenNames = std::span<const std::string_view>(names<Activation>).first(hiddenActivations);
  constexpr std::pair<const char*, std::span<const std::string_view>> lists[] = {
      {"features", names<Feature>},
      {"activations", hiddenNames},
      {"outputActivations", names<Activation>},
      {"losses", names<Loss>},
      {"initializers", names<Initializer>},
      {"optimizers", names<Optimizer>},
      {"schedules", names<Schedule>},
      {"regularizations", names<Regularization>},
      {"normalizations", names<Normalization>},
      {"clippings", names<Clipping>},
      {"faults", names<Fault>},
  };
  val object = val::object();
  put(object, "generators", generators());
  for (const auto& [name, list] : lists) put(object, name, nameList(list));
  put(object, "options", blockOptions());
  put(object, "limits", limitsByPath());
  put(object, "defaults", complete(val::object())["value"]);
  return object;
}

}  // namespace backprop
