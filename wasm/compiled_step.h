// A step of training as a WebAssembly function of its own for one narrow network: straight lines and short loops in which
// every size and every place in memory is a constant. It is written by the kernels of core, so it gives the same bits
// (recorder.h), in 0.7 of the time for 2-4-2-1, 0.8 for 2-8-8-8-1 and 0.95 for six layers of eight; wider ones gain nothing.
#pragma once

#include "assembly.h"
#include "backprop/trainer.h"

namespace backprop {

/// The module for Trainer::setStep, once it is instantiated. Empty for layers of more than 16 units or inputs, for softmax,
/// batches of more than twelve examples and anything but plain SGD. It holds for this trainer where it is, as long as its
/// training is not set anew.
Bytes compileStep(Trainer& trainer, const TrainingConfig& training);

}  // namespace backprop
