// A step of training as a WebAssembly function of its own for one narrow network: straight lines and short loops in which
// every size and every place in memory is a constant. It is written by the kernels of core, so it gives the same bits
// (recorder.h), and networks of 2 to 8 units a layer train in seven to eight tenths of the time.
#pragma once

#include "assembly.h"
#include "backprop/trainer.h"

namespace backprop {

/// The module for Trainer::setStep, once it is instantiated. Empty where it would gain nothing: for layers of more than 16
/// units or inputs, for softmax, batches of more than twelve examples and anything but plain SGD. It holds for this trainer
/// where it is, as long as its training is not set anew.
Bytes compileStep(Trainer& trainer, const TrainingConfig& training);

}  // namespace backprop
