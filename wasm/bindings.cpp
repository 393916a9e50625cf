// The table of what JavaScript sees, nothing else. Embind's classes would bring inheritance, overloads and smart pointers
// along; with the types of types.cpp that is 3.7 KB gzip. A session is the number that createSession gives instead, and the
// first argument of every function.
#include <emscripten/bind.h>

#include "session_handle.h"

using namespace emscripten;
using backprop::SessionHandle;
using backprop::SessionNumber;

namespace {

template <auto member>
struct Call;
template <class Result, class... Arguments, Result (SessionHandle::*member)(Arguments...)>
struct Call<member> {
  static Result of(SessionNumber session, Arguments... arguments) { return (SessionHandle::of(session).*member)(arguments...); }
};
template <class Result, class... Arguments, Result (SessionHandle::*member)(Arguments...) const>
struct Call<member> {
  static Result of(SessionNumber session, Arguments... arguments) { return (SessionHandle::of(session).*member)(arguments...); }
};

/// A member function as a function of the session's number.
template <auto member>
constexpr auto call = &Call<member>::of;

}  // namespace

EMSCRIPTEN_BINDINGS(backprop) {
  function("catalog()", &backprop::catalog);
  function("complete(config)", &backprop::complete);
  function("createSession(config)", &backprop::createSession);
  function("liveSessions()", &SessionHandle::live);
  function("dispose(session)", &SessionHandle::dispose);

  function("config(session)", call<&SessionHandle::config>);
  function("configure(session, change)", call<&SessionHandle::configure>);
  function("reshape(session, config)", call<&SessionHandle::reshape>);
  function("compileStep(session, add)", call<&SessionHandle::compileStep>);
  function("train(session, request)", call<&SessionHandle::train>);
  function("advance(session, steps)", call<&SessionHandle::advance>);
  function("diverged(session)", call<&SessionHandle::diverged>);
  function("metrics(session)", call<&SessionHandle::metrics>);
  function("evaluate(session, request)", call<&SessionHandle::evaluate>);
  function("layerStatistics(session)", call<&SessionHandle::layerStatistics>);
  function("parameters(session)", call<&SessionHandle::parameters>);
  function("setParameters(session, parameters)", call<&SessionHandle::setParameters>);
  function("predict(session, inputs)", call<&SessionHandle::predict>);
  function("predictUnits(session, inputs)", call<&SessionHandle::predictUnits>);
  function("predictGrid(session, request)", call<&SessionHandle::predictGrid>);
  function("batch(session)", call<&SessionHandle::batch>);
  function("trace(session, request)", call<&SessionHandle::trace>);
  function("update(session, request)", call<&SessionHandle::update>);
  function("gradient(session)", call<&SessionHandle::gradient>);
  function("checkGradients(session, request)", call<&SessionHandle::checkGradients>);
  function("epsilonSweep(session, request)", call<&SessionHandle::epsilonSweep>);
  function("gradientFlow(session)", call<&SessionHandle::gradientFlow>);
  function("data(session)", call<&SessionHandle::data>);
  function("network(session)", call<&SessionHandle::network>);
  function("checkpoint(session)", call<&SessionHandle::checkpoint>);
  function("restore(session, checkpoint)", call<&SessionHandle::restore>);
  function("recover(session)", call<&SessionHandle::recover>);
}
