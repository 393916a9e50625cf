#include "backprop/path.h"

namespace backprop {

std::string Path::text() const {
  const std::string before = before_ ? before_->text() : "";
  if (!name_) return before + "[" + std::to_string(index_) + "]";
  return before.empty() ? name_ : before + "." + name_;
}

}  // namespace backprop
