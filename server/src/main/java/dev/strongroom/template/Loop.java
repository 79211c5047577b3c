package dev.strongroom.template;

import java.math.BigDecimal;

/// A loop: of a resource, a property, a variable or an output.
record Loop(String name, int count) {
  static Loop read(Value copy, Evaluator evaluator, Frame frame) {
    String name =
        copy.find("name")
            .map(value -> evaluator.value(value, frame))
            .map(TextFunctions::string)
            .filter(text -> !text.isEmpty())
            .orElse("copy");
    Value count =
        evaluator.value(copy.find("count").orElseThrow(() -> flaw(name, "has no 'count'")), frame);
    if (!(count instanceof Value.Num(var number))) {
      throw flaw(name, "has a 'count' that is no integer");
    }
    if (number.signum() < 0
        || number.compareTo(BigDecimal.valueOf(TemplateLimits.MAX_RESOURCES)) > 0) {
      throw flaw(name, "has a 'count' that is not from 0 to " + TemplateLimits.MAX_RESOURCES);
    }
    return new Loop(name, number.intValue());
  }

  private static RuntimeException flaw(String name, String what) {
    return Flaw.invalid(
        "The copy loop '" + name + "' " + what + ". Please see https://aka.ms/arm-copy");
  }
}
