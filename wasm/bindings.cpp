// The table of what JavaScript sees, nothing else.
#include <emscripten/bind.h>

#include "session_handle.h"

using namespace emscripten;
using backprop::SessionHandle;

EMSCRIPTEN_BINDINGS(backprop) {
  function("catalog()", &backprop::catalog);
  function("complete(config)", &backprop::complete);
  function("createSession(config)", &backprop::createSession);
  function("liveSessions()", &SessionHandle::live);

  class_<SessionHandle>("SessionHandle")
      .function("config()", &SessionHandle::config)
      .function("configure(change)", &SessionHandle::configure)
      .function("reshape(config)", &SessionHandle::reshape)
      .function("train(request)", &SessionHandle::train)
      .function("advance(steps)", &SessionHandle::advance)
      .function("diverged()", &SessionHandle::diverged)
      .function("metrics()", &SessionHandle::metrics)
      .function("evaluate(request)", &SessionHandle::evaluate)
      .function("layerStatistics()", &SessionHandle::layerStatistics)
      .function("parameters()", &SessionHandle::parameters)
      .function("setParameters(parameters)", &SessionHandle::setParameters)
      .function("predict(inputs)", &SessionHandle::predict)
      .function("predictUnits(inputs)", &SessionHandle::predictUnits)
      .function("predictGrid(request)", &SessionHandle::predictGrid)
      .function("batch()", &SessionHandle::batch)
      .function("trace(request)", &SessionHandle::trace)
      .function("update(request)", &SessionHandle::update)
      .function("gradient()", &SessionHandle::gradient)
      .function("checkGradients(request)", &SessionHandle::checkGradients)
      .function("epsilonSweep(request)", &SessionHandle::epsilonSweep)
      .function("gradientFlow()", &SessionHandle::gradientFlow)
      .function("data()", &SessionHandle::data)
      .function("network()", &SessionHandle::network)
      .function("checkpoint()", &SessionHandle::checkpoint)
      .function("restore(checkpoint)", &SessionHandle::restore)
      .function("recover()", &SessionHandle::recover);
}
