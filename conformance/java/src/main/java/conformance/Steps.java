package conformance;

import com.azure.core.exception.HttpResponseException;
import java.util.Objects;

/// Runs steps and prints one line for each.
final class Steps {
  private int failures;

  interface Body {
    void run() throws Exception;
  }

  void step(String label, Body body) {
    try {
      body.run();
      System.out.println("ok " + label);
    } catch (Exception | AssertionError why) {
      failures += 1;
      String text = String.valueOf(why.getMessage()).replace('\n', ' ').replace('\r', ' ');
      System.out.println(
          "FAIL " + label + " " + why.getClass().getSimpleName() + " " + text.substring(0, Math.min(300, text.length())));
      why.printStackTrace();
    }
  }

  int exitCode() {
    return failures == 0 ? 0 : 1;
  }

  static void same(Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      throw new AssertionError("wanted " + wanted + ", found " + found);
    }
  }

  static void that(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  static void refused(int status, String text, Body body) throws Exception {
    try {
      body.run();
    } catch (HttpResponseException refusal) {
      same(status, refusal.getResponse().getStatusCode());
      that(refusal.getMessage().contains(text) || String.valueOf(refusal.getValue()).contains(text),
          "no " + text + " in: " + refusal.getMessage());
      return;
    }
    throw new AssertionError("was not refused");
  }

  static String env(String name) {
    String value = System.getenv(name);
    that(value != null && !value.isEmpty(), name + " is not set");
    return value;
  }

}
