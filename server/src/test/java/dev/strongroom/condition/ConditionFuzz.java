package dev.strongroom.condition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Whatever is written: it is read or its flaw has a place, what is read can be written down and
/// read again, and it is judged as the reference judges it.
public final class ConditionFuzz {
  private static final int WORLDS = 4;

  private ConditionFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    switch (Reading.of(text, Vocabulary.OPEN)) {
      case Reading.Wrong wrong -> check(wrong.at() <= text.length() && wrong.line() >= 1, text);
      case Reading.Understood(Condition condition) -> {
        String written = condition.toString();
        if (written.length() <= Reading.MAX_LENGTH) {
          check(
              Reading.of(written, Vocabulary.OPEN).equals(new Reading.Understood(condition)),
              written);
        }
        AnyCondition worlds = new AnyCondition(new Random(text.hashCode()));
        for (int i = 0; i < WORLDS; i += 1) {
          SomeFacts facts = worlds.facts();
          check(
              condition.judge(facts)
                  == List.of(Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
                      .get(ReferenceCondition.judge(condition, facts)),
              text);
        }
      }
    }
  }

  private static void check(boolean holds, String text) {
    if (!holds) {
      throw new AssertionError(text);
    }
  }
}
