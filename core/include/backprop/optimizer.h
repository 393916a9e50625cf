// Optimizers: how a gradient becomes a step. Every parameter means what it means in PyTorch's torch.optim.
// To add one: a rule here, its name in the enum and in the table, its options in theirs, its case in withOptimizer. Nothing
// outside this file knows the list.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "backprop/elementary.h"
#include "backprop/names.h"
#include "backprop/option.h"

namespace backprop {

enum class Optimizer { sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw };
template <>
inline constexpr std::array<std::string_view, 7> names<Optimizer>{"sgd",     "momentum", "nesterov", "adagrad",
                                                                  "rmsprop", "adam",     "adamw"};

struct OptimizerConfig {
  Optimizer name = Optimizer::sgd;
  double learningRate = 0.03;          ///< η
  std::optional<double> momentum;      ///< μ, the share of the last step that the next one keeps
  std::optional<double> alpha;         ///< α, the share that the mean of the squares keeps
  std::optional<double> beta1, beta2;  ///< β₁ and β₂, the shares that the means of the gradient and of its square keep
  std::optional<double> eps;           ///< ε, added to the root so that it never divides by 0
  std::optional<double> weightDecay;   ///< λ, each step takes η λ of every parameter
};
template <>
inline constexpr std::array<Option<OptimizerConfig, Optimizer>, 6> options<OptimizerConfig>{{
    {"momentum", &OptimizerConfig::momentum, {0, 0.9999}, {{{}, 0.9, 0.9, {}, {}, {}, {}}}},
    {"alpha", &OptimizerConfig::alpha, {0, 0.9999}, {{{}, {}, {}, {}, 0.99, {}, {}}}},
    {"beta1", &OptimizerConfig::beta1, {0, 0.9999}, {{{}, {}, {}, {}, {}, 0.9, 0.9}}},
    {"beta2", &OptimizerConfig::beta2, {0, 0.9999}, {{{}, {}, {}, {}, {}, 0.999, 0.999}}},
    {"eps", &OptimizerConfig::eps, {1e-12, 1}, {{{}, {}, {}, 1e-10, 1e-8, 1e-8, 1e-8}}},
    {"weightDecay", &OptimizerConfig::weightDecay, {0, 1}, {{{}, {}, {}, {}, {}, {}, 0.01}}},
}};

/// The constants of one step, each rounded once from double.
template <class V>
struct StepConstants {
  V rate;  ///< η
  V momentum, alpha, oneLessAlpha, oneLessBeta1, beta2, oneLessBeta2, eps;
  V correction1, correction2;  ///< 1 − β₁ᵗ and √(1 − β₂ᵗ): the means begin at 0, and this takes that bias away
  V keep;                      ///< 1 − η λ
};

/// For the step number `step`, counted from 1, with the learning rate `rate`. `config` must be complete: see withDefaults.
template <class V>
StepConstants<V> stepConstants(const OptimizerConfig& config, double rate, std::uint64_t step) {
  const double alpha = config.alpha.value_or(0), beta1 = config.beta1.value_or(0), beta2 = config.beta2.value_or(0);
  return {V(rate),
          V(config.momentum.value_or(0)),
          V(alpha),
          V(1 - alpha),
          V(1 - beta1),
          V(beta2),
          V(1 - beta2),
          V(config.eps.value_or(0)),
          V(1 - (config.beta1 ? power(beta1, step) : 0)),
          V(config.beta2 ? sqrt(1 - power(beta2, step)) : 1),
          V(1 - rate * config.weightDecay.value_or(0))};
}

/// Each takes a parameter w with its gradient g to the next w, and renews what it remembers of the parameter: `terms`, by name.
namespace optimizers {

/// w ← w − η g
struct Sgd {
  static constexpr std::array<std::string_view, 0> terms{};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V*) {
    return w - c.rate * g;
  }
};

/// v ← μ v + g; w ← w − η v. (B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964)
struct Momentum {
  static constexpr std::array<std::string_view, 1> terms{"velocity"};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V* state) {
    state[0] = c.momentum * state[0] + g;
    return w - c.rate * state[0];
  }
};

/// v ← μ v + g; w ← w − η (g + μ v). (Y. Nesterov, 1983, as in I. Sutskever et al., On the importance of initialization and
/// momentum in deep learning, 2013)
struct Nesterov {
  static constexpr std::array<std::string_view, 1> terms{"velocity"};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V* state) {
    state[0] = c.momentum * state[0] + g;
    return w - c.rate * (g + c.momentum * state[0]);
  }
};

/// s ← s + g²; w ← w − η g / (√s + ε). (J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods, 2011)
struct Adagrad {
  static constexpr std::array<std::string_view, 1> terms{"squares"};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V* state) {
    state[0] = state[0] + g * g;
    return w - c.rate * g / (sqrt(state[0]) + c.eps);
  }
};

/// s ← α s + (1 − α) g²; w ← w − η g / (√s + ε). (T. Tieleman, G. Hinton,
/// lecture 6.5 of Neural Networks for Machine Learning, 2012)
struct RmsProp {
  static constexpr std::array<std::string_view, 1> terms{"squares"};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V* state) {
    state[0] = c.alpha * state[0] + c.oneLessAlpha * g * g;
    return w - c.rate * g / (sqrt(state[0]) + c.eps);
  }
};

/// m ← β₁ m + (1 − β₁) g; s ← β₂ s + (1 − β₂) g²; w ← w − η m̂ / (√ŝ + ε) with m̂ = m / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ).
/// (D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, 2014)
struct Adam {
  static constexpr std::array<std::string_view, 2> terms{"mean", "squares"};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V* state) {
    state[0] = state[0] + c.oneLessBeta1 * (g - state[0]);
    state[1] = c.beta2 * state[1] + c.oneLessBeta2 * g * g;
    return w - c.rate / c.correction1 * state[0] / (sqrt(state[1]) / c.correction2 + c.eps);
  }
};

/// w ← (1 − η λ) w, then Adam. (I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, 2017)
struct AdamW {
  static constexpr std::array<std::string_view, 2> terms{"mean", "squares"};
  template <class V>
  static V next(const StepConstants<V>& c, V w, V g, V* state) {
    return Adam::next(c, c.keep * w, g, state);
  }
};

}  // namespace optimizers

/// Calls `use` with the rule that belongs to `optimizer`.
template <class Use>
decltype(auto) withOptimizer(Optimizer optimizer, Use&& use) {
  switch (optimizer) {
    case Optimizer::momentum: return use(optimizers::Momentum{});
    case Optimizer::nesterov: return use(optimizers::Nesterov{});
    case Optimizer::adagrad: return use(optimizers::Adagrad{});
    case Optimizer::rmsprop: return use(optimizers::RmsProp{});
    case Optimizer::adam: return use(optimizers::Adam{});
    case Optimizer::adamw: return use(optimizers::AdamW{});
    case Optimizer::sgd: break;
  }
  return use(optimizers::Sgd{});
}

/// What the optimizer remembers of each parameter, one number each.
inline std::span<const std::string_view> termsOf(Optimizer optimizer) {
  return withOptimizer(optimizer, [](auto rule) { return std::span<const std::string_view>(rule.terms); });
}

}  // namespace backprop
