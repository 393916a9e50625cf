// The fields of what the microscope is asked and answers.
#pragma once

#include <string>

#include "fields.h"

namespace backprop {

template <class Visit>
void specimenFields(Visit& visit, Specimen& of, double examples) {
  const Range row{0, examples - 1, true};
  visit("example", of.example, row);
  visit("input", of.input);
  visit("target", of.target);
  visit("examples", of.examples, row);
  visit("parameters", of.parameters);
  visit("fault", of.fault);
}

/// What is looked at, in a session that has so many examples.
struct TraceRequest {
  double examples;
  Specimen of;
};
template <class Visit>
void fields(Visit& visit, TraceRequest& request) {
  specimenFields(visit, request.of, request.examples);
}

struct UpdateRequest {
  double examples;
  Specimen of;
  StepStart start;
};
template <class Visit>
void fields(Visit& visit, UpdateRequest& request) {
  specimenFields(visit, request.of, request.examples);
  visit("optimizerState", request.start.optimizerState);
  visit("step", request.start.step, count);
}

struct CheckRequest {
  double examples;
  Specimen of;
  double epsilon = 1e-5;  ///< where the error of the differences, O(ε²), meets that of rounding, O(1e-16 / ε)
};
template <class Visit>
void fields(Visit& visit, CheckRequest& request) {
  specimenFields(visit, request.of, request.examples);
  visit("epsilon", request.epsilon, limits::epsilon);
}

template <class Visit>
void fields(Visit& visit, LayerTrace<double>& layer) {
  visit("net", layer.net);
  visit("output", layer.output);
  visit("errorSignal", layer.errorSignal);
  visit("slope", layer.slope);
  visit("delta", layer.delta);
  visit("weightGradient", layer.weightGradient);
  visit("biasGradient", layer.biasGradient);
}

template <class Visit>
void fields(Visit& visit, Trace<double>& trace) {
  visit("input", trace.input);
  visit("layers", trace.layers);
  visit("loss", trace.loss);
}

template <class Visit>
void fields(Visit& visit, GradientCheck& check) {
  visit("epsilon", check.epsilon);
  visit("analytic", check.analytic);
  visit("numeric", check.numeric);
  visit("error", check.error);
  visit("worst", check.worst);
}

template <class Visit>
void fields(Visit& visit, EpsilonSweep& sweep) {
  visit("epsilon", sweep.epsilon);
  visit("worst", sweep.worst);
  visit("median", sweep.median);
}

template <class Visit>
void fields(Visit& visit, LayerFlow& layer) {
  visit("delta", layer.delta);
  visit("gradient", layer.gradient);
  visit("slope", layer.slope);
  visit("slopeProduct", layer.slopeProduct);
}

template <class Visit>
void fields(Visit& visit, OptimizerTerm& term) {
  std::string name(term.name);
  visit("name", name);
  visit("before", term.before);
  visit("after", term.after);
}

template <class Visit>
void fields(Visit& visit, WeightUpdate& update) {
  visit("learningRate", update.learningRate);
  visit("gradient", update.gradient);
  visit("penaltyGradient", update.penaltyGradient);
  visit("clipFactor", update.clipFactor);
  visit("terms", update.terms);
  visit("change", update.change);
  visit("parameters", update.parameters);
  visit("optimizerState", update.optimizerState);
}

}  // namespace backprop
