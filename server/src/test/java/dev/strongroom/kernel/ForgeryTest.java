package dev.strongroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Proofs cannot be forged: each of these programs must not compile, for the reason named.
class ForgeryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Tx(new Tx.Session() {})",
        "new Approved<Governed>(java.util.Map::of)",
        "new Refused(new Problem.Malformed(\"x\"))",
        "new Work(null, null, null, null, null, null)"
      })
  void onlyTheKernelMakesProofs(String expression) {
    assertThat(errorsOf(expression))
        .isNotEmpty()
        .allMatch(error -> error.contains("is not public in"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Problem", "Caller.Who", "Target", "AuditEntry.Outcome"})
  void nobodyAddsACaseThatTheSwitchesDoNotKnow(String sealed) {
    assertThat(errorsOf("new " + sealed + "() {}")).anyMatch(error -> error.contains("sealed"));
  }

  @Test
  void theSameFormOfProgramCompilesWithoutTheForgery() {
    assertThat(errorsOf("new Problem.Malformed(\"x\").asException()")).isEmpty();
  }

  private static List<String> errorsOf(String expression) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    String program =
        "package outside; import dev.strongroom.kernel.*; class Forger { Object made = "
            + expression
            + "; }";
    compiler
        .getTask(
            null,
            null,
            diagnostics,
            List.of(
                "-proc:none",
                "-implicit:none",
                "-d",
                "target",
                "-cp",
                System.getProperty("java.class.path")),
            null,
            List.of(new Source(program)))
        .call();
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(d -> d.getMessage(Locale.ROOT))
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///outside/Forger.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
