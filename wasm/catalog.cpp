#include <array>
#include <span>
#include <string>

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
    put(generator, "problem", Writer::write(problemOf(static_cast<Generator>(i))));
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
  put(object, "generators", generators());
  put(object, "features", nameList(names<Feature>));
  put(object, "activations", nameList(names<Activation>));
  put(object, "outputActivations", nameList(names<Activation>));
  put(object, "losses", nameList(names<Loss>));
  put(object, "initializers", nameList(names<Initializer>));
  put(object, "optimizers", nameList(names<Optimizer>));
  put(object, "schedules", nameList(names<Schedule>));
  put(object, "regularizations", nameList(names<Regularization>));
  put(object, "normalizations", nameList(names<Normalization>));
  put(object, "limits", limitsByPath());
  put(object, "defaults", complete(val::object())["value"]);
  return object;
}

}  // namespace backprop
