#include <array>
#include <string>

#include "convert.h"
#include "session_handle.h"

namespace backprop {
namespace {

template <class Enum>
val nameList() {
  val list = val::array();
  for (std::string_view name : names<Enum>) list.call<void>("push", std::string(name));
  return list;
}

val generators() {
  val list = val::array();
  for (std::size_t i = 0; i < names<Generator>.size(); ++i) {
    val generator = val::object();
    generator.set("name", std::string(names<Generator>[i]));
    generator.set("problem", Writer::write(problemOf(static_cast<Generator>(i))));
    list.call<void>("push", generator);
  }
  return list;
}

val limitsByPath() {
  val limits = val::object();
  LimitsWriter writer(limits);
  Config config;
  fields(writer, config);
  LimitsWriter own(limits, "data.");
  Table table;
  fields(own, table);
  LimitsWriter grid(limits, "grid.");
  GridRequest request;
  fields(grid, request);
  LimitsWriter train(limits, "train.");
  TrainRequest length;
  fields(train, length);
  return limits;
}

}  // namespace

val catalog() {
  val object = val::object();
  object.set("generators", generators());
  object.set("features", nameList<Feature>());
  object.set("activations", nameList<Activation>());
  object.set("outputActivations", nameList<Activation>());
  object.set("losses", nameList<Loss>());
  object.set("initializers", nameList<Initializer>());
  object.set("optimizers", nameList<Optimizer>());
  object.set("schedules", nameList<Schedule>());
  object.set("regularizations", nameList<Regularization>());
  object.set("normalizations", nameList<Normalization>());
  object.set("limits", limitsByPath());
  object.set("defaults", complete(val::object())["value"]);
  return object;
}

}  // namespace backprop
