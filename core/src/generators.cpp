// Circle, xor, gauss, spiral, plane and multiGauss have the formulas and constants of TensorFlow Playground, src/dataset.ts
// (Apache-2.0), written anew; the random numbers are our own.
#include "generators.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "backprop/elementary.h"
#include "backprop/formula.h"

namespace backprop {
namespace {

/// Uniform in ±radius · noise.
double jitter(double radius, double noise, Random& random) { return random.uniform(-radius, radius) * noise; }

/// A disk of class 1 inside a ring of class 0. Noise moves the point that is judged, not the point that is shown.
Point circlePoint(bool inside, double noise, Random& random) {
  constexpr double radius = 5;
  const double r = inside ? random.uniform(0, radius * 0.5) : random.uniform(radius * 0.7, radius);
  const double angle = random.uniform(0, 2 * pi);
  const double x1 = r * sin(angle), x2 = r * cos(angle);
  const double y1 = x1 + jitter(radius, noise, random), y2 = x2 + jitter(radius, noise, random);
  return {x1, x2, y1 * y1 + y2 * y2 < radius * radius * 0.25 ? 1.0 : 0.0};
}

/// Class 1 where x1 and x2 have the same sign, with a free lane of ±0.3 along the axes. Noise as for the circle.
Point xorPoint(double noise, Random& random) {
  constexpr double lane = 0.3;
  double x1 = random.uniform(-5, 5), x2 = random.uniform(-5, 5);
  x1 += x1 > 0 ? lane : -lane;
  x2 += x2 > 0 ? lane : -lane;
  const double y1 = x1 + jitter(5, noise, random), y2 = x2 + jitter(5, noise, random);
  return {x1, x2, y1 * y2 >= 0 ? 1.0 : 0.0};
}

/// Two round clouds about (2, 2) and (−2, −2); their variance grows from 0.5 to 4 with the noise.
Point gaussPoint(bool positive, double noise, Random& random) {
  const double centre = positive ? 2 : -2, deviation = sqrt(0.5 + 7 * noise);
  const double x1 = random.normal(centre, deviation), x2 = random.normal(centre, deviation);
  return {x1, x2, positive ? 1.0 : 0.0};
}

/// Place `fraction` (0 … 1) along one of two arms of 1¾ turns. Noise moves the point.
Point spiralPoint(bool positive, double fraction, double noise, Random& random) {
  const double r = fraction * 5, angle = 1.75 * fraction * 2 * pi + (positive ? 0 : pi);
  const double x1 = r * sin(angle) + jitter(1, noise, random), x2 = r * cos(angle) + jitter(1, noise, random);
  return {x1, x2, positive ? 1.0 : 0.0};
}

/// (x1 + x2) / 10. Noise acts on the answer only.
Point planePoint(double noise, Random& random) {
  const double x1 = random.uniform(-6, 6), x2 = random.uniform(-6, 6);
  const double n1 = jitter(6, noise, random), n2 = jitter(6, noise, random);
  return {x1, x2, (x1 + n1 + x2 + n2) / 10};
}

/// Six cones of radius 2 and height ±1; the strongest counts.
double multiGaussAnswer(double x1, double x2) {
  constexpr std::array<std::array<double, 3>, 6> bumps{
      {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}}};
  double answer = 0;
  for (const auto& [c1, c2, sign] : bumps) {
    const double distance = sqrt((x1 - c1) * (x1 - c1) + (x2 - c2) * (x2 - c2));
    const double height = clamp(1 - distance / 2, 0.0, 1.0);
    if (height > absolute(answer)) answer = sign * height;
  }
  return answer;
}

Point multiGaussPoint(double noise, Random& random) {
  const double x1 = random.uniform(-6, 6), x2 = random.uniform(-6, 6);
  const double n1 = jitter(6, noise, random), n2 = jitter(6, noise, random);
  return {x1, x2, multiGaussAnswer(x1 + n1, x2 + n2)};
}

/// Two half circles of radius 3 that reach into each other; noise moves the points.
Point moonsPoint(bool upper, double noise, Random& random) {
  const double r = random.uniform(2.7, 3.3), angle = random.uniform(0, pi), up = upper ? 1 : -1;
  return {r * cos(angle) - 1.5 * up + jitter(3, noise, random), up * (r * sin(angle) - 0.75) + jitter(3, noise, random),
          upper ? 1.0 : 0.0};
}

/// Sixteen squares of side 3, class 1 where the number of steps from the lower left one is even. Noise as for the circle.
Point checkerboardPoint(double noise, Random& random) {
  const double x1 = random.uniform(-6, 6), x2 = random.uniform(-6, 6);
  const double y1 = x1 + jitter(6, noise, random), y2 = x2 + jitter(6, noise, random);
  const auto square = [](double x) { return static_cast<int>((x + 12) / 3); };  // + 12: truncation rounds down
  return {x1, x2, (square(y1) + square(y2)) % 2 == 0 ? 1.0 : 0.0};
}

/// Class c in a ring about the centre, each with a free lane to the next; noise moves the points.
Point ringsPoint(double label, double classes, double noise, Random& random) {
  const double r = random.uniform(label + 0.15, label + 0.85) * 5 / classes, angle = random.uniform(0, 2 * pi);
  return {r * sin(angle) + jitter(2, noise, random), r * cos(angle) + jitter(2, noise, random), label};
}

/// Round clouds at equal distances on a circle of radius 3.5; their deviation grows from 0.6 to 2.1 with the noise.
Point blobsPoint(double label, double classes, double noise, Random& random) {
  const double angle = 2 * pi * label / classes, deviation = 0.6 + 3 * noise;
  const double x1 = random.normal(3.5 * sin(angle), deviation), x2 = random.normal(3.5 * cos(angle), deviation);
  return {x1, x2, label};
}

/// Arms that a quarter turn bends on their way out to radius 5; noise spreads the angle.
Point pinwheelPoint(double label, double classes, double noise, Random& random) {
  const double out = random.uniform(0.1, 1), spread = (0.2 + 1.2 * noise) * pi / classes;
  const double angle = 2 * pi * (label / classes + 0.25 * out) + random.uniform(-spread, spread);
  return {5 * out * sin(angle), 5 * out * cos(angle), label};
}

/// cos r, a wave that runs from the centre in rings. Noise acts on the answer only.
Point ripplePoint(double noise, Random& random) {
  const double x1 = random.uniform(-6, 6), x2 = random.uniform(-6, 6);
  return {x1, x2, cos(sqrt(x1 * x1 + x2 * x2)) + jitter(1, noise, random)};
}

/// (x1² − x2²) / 36. Noise acts on the answer only.
Point saddlePoint(double noise, Random& random) {
  const double x1 = random.uniform(-6, 6), x2 = random.uniform(-6, 6);
  return {x1, x2, (x1 * x1 - x2 * x2) / 36 + jitter(1, noise, random)};
}

/// sin x over one input. Noise acts on the answer only.
Point sinePoint(double noise, Random& random) {
  const double x = random.uniform(-6, 6);
  return {x, 0, sin(x) + jitter(1, noise, random)};
}

/// A formula over the square. Noise moves the point that a condition judges, as for the circle, and else acts on the answer
/// only. Where the formula is not defined that point itself is shown, so that whoever refuses it can name it.
Point formulaPoint(const Formula& formula, double noise, Random& random) {
  const double x1 = random.uniform(-6, 6), x2 = random.uniform(-6, 6);
  const double radius = formula.isCondition() ? 5 : 0;
  const double y1 = x1 + jitter(radius, noise, random), y2 = x2 + jitter(radius, noise, random);
  const double answer = formula(y1, y2);
  if (!std::isfinite(answer)) return {y1, y2, answer};
  return {x1, x2, formula.isCondition() ? answer : answer + jitter(1, noise, random)};
}

/// Example i of `data.examples`; halves and classes follow one another.
Point pointAt(std::size_t i, const DataConfig& data, Random& random) {
  const std::size_t count = data.examples, classes = data.numberOfClasses(), half = count / 2;
  const bool first = i < half;
  const auto label = static_cast<double>(i * classes / count), several = static_cast<double>(classes);
  const std::size_t place = first ? i : i - half, places = first ? half : count - half;
  const double noise = data.noise;
  switch (data.generator) {
    case Generator::circle: return circlePoint(first, noise, random);
    case Generator::xorQuadrants: return xorPoint(noise, random);
    case Generator::gauss: return gaussPoint(first, noise, random);
    case Generator::spiral: return spiralPoint(first, static_cast<double>(place) / static_cast<double>(places), noise, random);
    case Generator::moons: return moonsPoint(first, noise, random);
    case Generator::checkerboard: return checkerboardPoint(noise, random);
    case Generator::rings: return ringsPoint(label, several, noise, random);
    case Generator::blobs: return blobsPoint(label, several, noise, random);
    case Generator::pinwheel: return pinwheelPoint(label, several, noise, random);
    case Generator::plane: return planePoint(noise, random);
    case Generator::multiGauss: return multiGaussPoint(noise, random);
    case Generator::ripple: return ripplePoint(noise, random);
    case Generator::saddle: return saddlePoint(noise, random);
    case Generator::sine:
    case Generator::formula: break;  // the sine; a formula's points come from formulaPoints
  }
  return sinePoint(noise, random);
}

[[gnu::noinline]] std::vector<Point> formulaPoints(const DataConfig& data, Random& random) {
  const auto formula = Formula::parse("", data.formulaText());
  std::vector<Point> points(data.examples);
  for (Point& point : points) point = formulaPoint(formula.value(), data.noise, random);
  return points;
}

std::vector<Point> pointsInOrder(const DataConfig& data, Random& random) {
  if (data.generator == Generator::formula) return formulaPoints(data, random);
  std::vector<Point> points(data.examples);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = pointAt(i, data, random);
  return points;
}

}  // namespace

std::vector<Point> generatePoints(const DataConfig& data, Random& random) {
  const std::vector<Point> points = pointsInOrder(data, random);
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0u);
  random.shuffleItems(order);
  std::vector<Point> shuffled(points.size());
  std::transform(order.begin(), order.end(), shuffled.begin(), [&](std::uint32_t i) { return points[i]; });
  return shuffled;
}

}  // namespace backprop
