// What JavaScript holds of a session. Every member takes and returns plain JavaScript values; what can fail returns an outcome,
// `{ value }` or `{ failure: { code, path, message } }`.
#pragma once

#include <emscripten/val.h>

#include <cstdint>

#include "backprop/session.h"

namespace backprop {

using emscripten::val;

/// How JavaScript names a session: where it lies.
using SessionNumber = std::uintptr_t;

class SessionHandle {
 public:
  explicit SessionHandle(Session session) : session_(std::move(session)) { ++live_; }
  SessionHandle(const SessionHandle&) = delete;
  SessionHandle& operator=(const SessionHandle&) = delete;
  ~SessionHandle() { --live_; }

  /// Sessions that JavaScript has made and not yet disposed of.
  static int live() { return live_; }

  SessionNumber number() const { return reinterpret_cast<SessionNumber>(this); }
  static SessionHandle& of(SessionNumber number) { return *reinterpret_cast<SessionHandle*>(number); }
  static void dispose(SessionNumber number) { delete &of(number); }

  val config() const;
  val configure(const val& change);

  /// Becomes the session of another config and keeps the weights that still fit.
  val reshape(const val& config);

  /// Trains by a step of its own, if it gains by that. `add` takes the module of backprop::compileStep and gives the place of
  /// its function in the table, 0 if there is none; that is the answer too.
  val compileStep(const val& add);

  val train(const val& request);
  void advance(double steps) { session_.trainSteps(static_cast<std::uint64_t>(steps)); }
  bool diverged() const { return session_.divergence().has_value(); }
  val metrics();

  val evaluate(const val& request);
  val layerStatistics();

  val parameters() const;
  val setParameters(const val& parameters);

  val predict(const val& inputs);
  val predictUnits(const val& inputs);
  val predictGrid(const val& request);

  val batch();
  val trace(const val& request) const;
  val update(const val& request) const;
  val gradient() const;
  val checkGradients(const val& request) const;
  val epsilonSweep(const val& request) const;
  val gradientFlow() const;

  val data() const;
  val network() const;

  val checkpoint() const;
  val restore(const val& checkpoint);
  val recover();

 private:
  Flaw readPoints(const val& value, bool allUnits, std::vector<float>& inputs) const;
  double examples() const { return static_cast<double>(session_.data().examples()); }

  Session session_;
  static inline int live_ = 0;
};

/// An outcome with the number of a session, which JavaScript must dispose of.
val createSession(const val& config);

/// An outcome with the complete config.
val complete(const val& config);

/// All names, ranges and defaults.
val catalog();

}  // namespace backprop
