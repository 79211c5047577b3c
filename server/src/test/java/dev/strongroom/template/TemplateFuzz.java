package dev.strongroom.template;

import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Frame.Moment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An expression and a template, as anybody may write them: planned or refused, within the memory,
/// time and stack that there is; and what was secret is in no plain output.
public final class TemplateFuzz {
  private static final String SECRET = "Zq7-hush-Zq7";

  private TemplateFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (!text.contains("hush")) {
      expression(text);
    }
    template(input);
  }

  private static void expression(String text) {
    Frame frame =
        Frame.of(
            name ->
                name.equals("secret")
                    ? Optional.of(new Value.Text(SECRET, true))
                    : Optional.of(Value.text("plain")),
            _ -> Optional.of(new Value.Arr(List.of(Value.number(1), Value.text("two")))),
            Moment.DEFAULTS);
    try {
      Value made =
          new Evaluator(new Somewhere(), Map.of()).value(Value.text("[" + text + "]"), frame);
      String shown = ValueJson.text(made.masked(Value.text("*")));
      check(!shown.contains(SECRET) || !valuesOnly(made), "a secret is shown");
    } catch (Refused refused) {
      refused.problem();
    }
  }

  /// A secret may be made the name of a member, which is nobody's value.
  private static boolean valuesOnly(Value value) {
    return switch (value) {
      case Value.Null _, Value.Bool _, Value.Num _, Value.Text _ -> true;
      case Value.Arr(var items) -> items.stream().allMatch(TemplateFuzz::valuesOnly);
      case Value.Obj _ -> false;
    };
  }

  private static void template(byte[] input) {
    Optional<Value> read = ValueJson.read(input);
    if (read.isEmpty()) {
      return;
    }
    try {
      Template template = new Template(read.get());
      Value given = read.get().member("given").orElseGet(() -> secret(read.get()));
      template.secrets(given);
      Plan plan = new Plan(template, given, new Somewhere());
      ValueJson.text(plan.shownParameters());
      plan.resources().stream().filter(Planned::made).forEach(one -> body(plan, one));
      ValueJson.text(plan.outputs());
    } catch (Refused refused) {
      refused.problem();
    }
  }

  /// For a template that asks for it.
  private static Value secret(Value template) {
    boolean asks = template.member("parameters").flatMap(all -> all.member("secret")).isPresent();
    String given = "{\"secret\":{\"value\":\"" + SECRET + "\"}}";
    return asks ? ValueJson.read(given).orElseThrow() : Value.EMPTY;
  }

  private static void body(Plan plan, Planned one) {
    try {
      ValueJson.text(plan.body(one));
    } catch (Refused refused) {
      refused.problem();
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
