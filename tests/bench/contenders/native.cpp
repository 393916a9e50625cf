// The engine as a native program: what WebAssembly costs. Speaks the lines that contenders/subprocess.js describes.
#include <cstdint>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "backprop/session.h"

namespace {

template <class Number>
Number take(std::istream& words) {
  Number number{};
  words >> number;
  return number;
}

template <class Number>
std::vector<Number> takeList(std::istream& words) {
  std::vector<Number> numbers(take<std::size_t>(words));
  for (Number& number : numbers) words >> number;
  return numbers;
}

/// The config of contenders/engine.js.
backprop::Config readConfig(std::istream& words) {
  using backprop::Activation;
  backprop::Config config;
  const auto sizes = takeList<std::uint32_t>(words);
  config.layers.clear();
  for (std::size_t l = 1; l + 1 < sizes.size(); ++l) config.layers.push_back({sizes[l], Activation::tanh});
  config.output = Activation::tanh;
  config.training.batchSize = take<std::uint32_t>(words);
  config.training.optimizer.learningRate = take<double>(words);
  take<std::size_t>(words);
  config.training.shuffle = take<int>(words) == 1;
  config.data.own.emplace();
  config.data.own->dimensions = sizes.front();
  config.data.own->inputs = takeList<double>(words);
  config.data.own->targets = takeList<double>(words);
  config.data.trainFraction = 1;
  return config;
}

void serve(backprop::Session& session) {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    if (take<std::string>(words) == "train") {
      session.trainEpochs(take<std::uint64_t>(words));
      std::cout << "done" << std::endl;
    } else {
      std::cout.precision(9);  // enough to tell every float from its neighbours
      for (std::size_t p = 0; p < session.parameters().size(); ++p) std::cout << (p ? " " : "") << session.parameters()[p];
      std::cout << std::endl;
    }
  }
}

}  // namespace

int main() {
  std::string line;
  std::getline(std::cin, line);
  std::istringstream words(line);
  auto session = backprop::Session::create(readConfig(words));
  if (!session) {
    std::cout << session.failure().message() << std::endl;
    return 1;
  }
  if (auto status = session.value().setParameters(takeList<float>(words)); !status) {
    std::cout << status.failure().message() << std::endl;
    return 1;
  }
  std::cout << "ready" << std::endl;
  serve(session.value());
}
