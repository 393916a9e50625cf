#include "backprop/formula.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

#include "backprop/elementary.h"
#include "backprop/range.h"

namespace backprop {

/// Operands first, then what takes one value, then what takes two.
enum class Formula::Operation : std::uint8_t {
  number,
  x1,
  x2,
  negate,
  power,
  sin,
  cos,
  tan,
  exp,
  log,
  sqrt,
  abs,
  tanh,
  add,
  subtract,
  multiply,
  divide,
  less,
  greater,
  atMost,
  atLeast,
  min,
  max
};

namespace {

using Operation = Formula::Operation;

constexpr double largestPower = 32;
constexpr std::size_t longestNumber = 15;  // digits: what a double holds exactly, and its division by 10ⁿ is rounded only once

/// A word or a sign with what it does.
struct Symbol {
  std::string_view text;
  Operation operation;
  double value = 0;
};

constexpr std::array<Symbol, 15> words{{{"x1", Operation::x1},
                                        {"x2", Operation::x2},
                                        {"x", Operation::x1},
                                        {"y", Operation::x2},
                                        {"pi", Operation::number, pi},
                                        {"sin", Operation::sin},
                                        {"cos", Operation::cos},
                                        {"tan", Operation::tan},
                                        {"exp", Operation::exp},
                                        {"log", Operation::log},
                                        {"sqrt", Operation::sqrt},
                                        {"abs", Operation::abs},
                                        {"tanh", Operation::tanh},
                                        {"min", Operation::min},
                                        {"max", Operation::max}}};
constexpr std::array<Symbol, 4> comparisons{
    {{"<=", Operation::atMost}, {">=", Operation::atLeast}, {"<", Operation::less}, {">", Operation::greater}}};
constexpr std::array<Symbol, 2> sums{{{"+", Operation::add}, {"-", Operation::subtract}}};
constexpr std::array<Symbol, 2> products{{{"*", Operation::multiply}, {"/", Operation::divide}}};

constexpr int operands(Operation operation) { return operation < Operation::negate ? 0 : operation < Operation::add ? 1 : 2; }

/// Whether a byte of UTF-8 belongs to the character of the byte before.
constexpr bool continues(char byte) { return (byte & 0xc0) == 0x80; }
std::size_t characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }  // line breaks among them
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Recursive descent: one function for each line of the grammar. Each says whether what it read is a condition.
class Parser {
 public:
  Parser(const Path& path, const std::string& text) : path_(path), text_(text) {}

  Flaw parse(std::vector<Formula::Instruction>& program, bool& condition) {
    if (auto flaw = limits::formula.check(path_, static_cast<double>(characters(text_)))) {
      flaw->found += " characters";
      return flaw;
    }
    condition = disjunction();
    if (!peek().empty()) fail("an operator or the end");
    program = std::move(program_);
    return std::move(flaw_);
  }

 private:
  using Rule = bool (Parser::*)();

  bool disjunction() { return joined("or", Operation::max, &Parser::conjunction); }
  bool conjunction() { return joined("and", Operation::min, &Parser::comparison); }
  bool comparison() {
    const bool condition = sum();
    return read(comparisons, &Parser::sum) || condition;
  }
  bool sum() { return series(sums, &Parser::product); }
  bool product() { return series(products, &Parser::factor); }

  /// Conditions with a word between them.
  bool joined(std::string_view word, Operation operation, Rule rule) {
    const bool condition = (this->*rule)();
    while (condition && accept(word)) {
      if (!(this->*rule)()) fail("a comparison");
      program_.push_back({operation});
    }
    return condition;
  }

  /// Values with signs between them, from left to right.
  bool series(std::span<const Symbol> signs, Rule rule) {
    bool condition = (this->*rule)();
    while (read(signs, rule)) condition = false;
    return condition;
  }

  /// One of the signs and the value after it, if they are there.
  bool read(std::span<const Symbol> signs, Rule rule) {
    for (const Symbol& sign : signs) {
      if (!accept(sign.text)) continue;
      (this->*rule)();
      program_.push_back({sign.operation});
      return true;
    }
    return false;
  }

  bool factor() {
    bool negative = false, signs = false;
    for (; accept("-"); signs = true) negative = !negative;
    const bool condition = value(), raised = accept("^");
    if (raised) power();
    if (negative) program_.push_back({Operation::negate});
    return condition && !raised && !signs;
  }

  void power() {
    const std::size_t start = at_;
    const double exponent = number();
    if (exponent >= 0 && exponent <= largestPower && exponent == static_cast<int>(exponent))
      return program_.push_back({Operation::power, exponent});
    at_ = start;
    fail("a whole power from 0 to 32");
  }

  bool value() {
    if (accept("(")) return bracket();
    const double literal = number();
    if (literal >= 0) {
      program_.push_back({Operation::number, literal});
      return false;
    }
    const std::string_view word = peek();
    if (word.empty() || !isLetter(word[0])) {
      fail("a value");
      return false;
    }
    for (const Symbol& known : words)
      if (accept(known.text)) {
        arguments(operands(known.operation));
        program_.push_back({known.operation, known.value});
        return false;
      }
    fail("x1, x2, pi, sin, cos, tan, exp, log, sqrt, abs, tanh, min or max");
    return false;
  }

  void arguments(int count) {
    for (int i = 0; i < count; ++i) {
      const char* opening = i == 0 ? "(" : ",";
      if (!accept(opening)) return fail("\"" + std::string(opening) + "\"");
      enter();
    }
    if (count > 0 && !accept(")")) fail("\")\"");
  }

  bool bracket() {
    const bool condition = enter();
    if (!accept(")")) fail("\")\"");
    return condition;
  }

  bool enter() {
    const double inside = ++depth_;
    auto flaw = limits::brackets.check(path_, inside);
    if (flaw) {
      flaw->found += " nested brackets";
      stop(std::move(flaw));
    }
    const bool condition = !flaw_ && disjunction();
    --depth_;
    return condition;
  }

  /// A number without a sign, or −1 if there is none.
  double number() {
    double digits = 0, scale = 1;
    std::size_t count = 0;
    const std::string_view next = peek();
    if (next.empty() || !(isDigit(next[0]) || next[0] == '.')) return -1;
    const std::size_t start = at_;
    for (bool fraction = false; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '.' && !fraction) {
        fraction = true;
      } else if (isDigit(c)) {
        digits = 10 * digits + (c - '0'), ++count;
        if (fraction) scale *= 10;
      } else {
        break;
      }
    }
    if (count > 0 && count <= longestNumber) return digits / scale;
    at_ = start;
    fail("a number of 1 to 15 digits");
    return -1;
  }

  /// What stands at this place: a word, a number or a sign, empty at the end.
  std::string_view peek() {
    while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
    std::size_t end = at_;
    const auto more = [&] { return end < text_.size() && (isLetter(text_[end]) || isDigit(text_[end])); };
    while (more()) ++end;
    if (end == at_ && end < text_.size()) ++end;
    while (end < text_.size() && continues(text_[end])) ++end;
    return std::string_view(text_).substr(at_, end - at_);
  }

  bool accept(std::string_view symbol) {
    const std::string_view next = peek();
    const bool there = isLetter(symbol[0]) ? next == symbol : std::string_view(text_).substr(at_, symbol.size()) == symbol;
    if (there) at_ += symbol.size();
    return there;
  }

  void fail(const std::string& expected) {
    const std::string next(peek());
    const std::size_t character = 1 + characters(std::string_view(text_).substr(0, at_));
    const std::string found = quoted(text_) + (next.empty() ? "\" ends" : "\" has \"" + quoted(next) + "\"");
    stop(Failure{Error::notAFormula, path_, found, expected + " is expected, at character " + std::to_string(character)});
  }

  /// Nothing more is read, and the first failure counts.
  void stop(Flaw flaw) {
    if (!flaw_) flaw_ = std::move(flaw);
    at_ = text_.size();
  }

  const Path& path_;
  const std::string& text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::vector<Formula::Instruction> program_;
  Flaw flaw_;
};

/// log of any number; that of elementary.h takes positive ones.
double logarithm(double x) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (x > 0) return x < infinity ? log(x) : x;
  return x == 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
}

double ofOne(Operation operation, double a, double exponent) {
  if (a != a) return a;  // NaN, whose 0th power would be 1
  switch (operation) {
    case Operation::negate: return -a;
    case Operation::power: return power(a, static_cast<std::uint64_t>(exponent));
    case Operation::sin: return sin(a);
    case Operation::cos: return cos(a);
    case Operation::tan: return sin(a) / cos(a);
    case Operation::exp: return exp(a);
    case Operation::log: return logarithm(a);
    case Operation::sqrt: return sqrt(a);
    case Operation::abs: return absolute(a);
    default: return tanh(a);
  }
}

double ofTwo(Operation operation, double a, double b) {
  if (a != a || b != b) return a + b;  // NaN, where a comparison would say no
  switch (operation) {
    case Operation::add: return a + b;
    case Operation::subtract: return a - b;
    case Operation::multiply: return a * b;
    case Operation::divide: return a / b;
    case Operation::less: return a < b;
    case Operation::greater: return a > b;
    case Operation::atMost: return a <= b;
    case Operation::atLeast: return a >= b;
    case Operation::min: return a < b ? a : b;
    default: return a > b ? a : b;
  }
}

}  // namespace

Result<Formula> Formula::parse(const Path& path, const std::string& text) {
  Formula formula;
  if (auto flaw = Parser(path, text).parse(formula.program_, formula.condition_)) return flaw;
  return formula;
}

double Formula::operator()(double x1, double x2) const {
  // Between two values there is a sign, so 200 characters have at most 100 values
  std::array<double, static_cast<std::size_t>(limits::formula.max) / 2 + 1> stack;
  stack[0] = 0;
  std::size_t size = 0;
  for (const auto& [operation, value] : program_) switch (operands(operation)) {
      case 0: stack[size++] = operation == Operation::x1 ? x1 : operation == Operation::x2 ? x2 : value; break;
      case 1: stack[size - 1] = ofOne(operation, stack[size - 1], value); break;
      default: --size, stack[size - 1] = ofTwo(operation, stack[size - 1], stack[size]);
    }
  return stack[0];
}

}  // namespace backprop
