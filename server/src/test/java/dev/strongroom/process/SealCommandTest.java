package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.process.Operator.Administrator;
import dev.strongroom.trust.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `strongroom seal` as an operator uses it: from a passphrase into an HSM, and a rotation there.
class SealCommandTest {
  @TempDir private Path folder;

  @Test
  void aServerMovesIntoAnHsmAndRotatesThere() throws Exception {
    Operator operator = new Operator(folder);
    SoftHsm hsm = SoftHsm.fresh(folder);
    operator.environment(hsm.environment());
    Administrator administrator = operator.init();
    Path old = Files.copy(operator.file("config.yaml"), operator.file("old.yaml"));
    Files.writeString(operator.file("pin"), SoftHsm.PIN);
    String seal =
        "{type: pkcs11, module: %s, token-label: %s, pin-file: %s}"
            .formatted(hsm.library(), SoftHsm.LABEL, operator.file("pin"));
    try (ChildProcess server = operator.server()) {
      operator.makeVault(administrator);
      operator.secret(administrator, "corp.test", "PUT", "kept", "{\"value\":\"v\"}");
      operator.configure(seal, "");
      assertThat(migrate(operator, old, 1)).containsAnyOf("Another", "another", "in use");
      server.stop();
    }
    String said = migrate(operator, old, 0);
    assertThat(said)
        .containsPattern("[0-9]+ keys are under the root key [0-9a-f]{16} now")
        .contains("only the new configuration starts this server");
    assertThat(migrate(operator, old, 0)).contains("already");
    try (ChildProcess server = operator.server()) {
      assertThat(value(operator, administrator)).isEqualTo("v");
      server.stop();
    }
    try (ChildProcess rotate = operator.command("seal", "rotate")) {
      assertThat(rotate.exitCode()).as(rotate.output()).isZero();
      String before = group(rotate.output(), "old root key, ([0-9a-f]{16})");
      assertThat(destroy(operator, "0000000000000000", 1)).contains("was never under a root key");
      assertThat(destroy(operator, before, 0)).contains("There is no root key " + before);
    }
    try (ChildProcess server = operator.server()) {
      assertThat(value(operator, administrator)).isEqualTo("v");
      server.stop();
    }
    assertThat(AuditProof.records(operator.file("data")))
        .filteredOn(record -> record.contains("\"operationName\":\"RootKeyChange\""))
        .hasSize(2);
    Files.copy(
        old, operator.file("config.yaml"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (ChildProcess server = operator.launch()) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output()).contains("is not the one that this database was sealed under");
    }
  }

  private static String migrate(Operator operator, Path old, int code) throws Exception {
    List<String> words =
        List.of(
            "seal",
            "migrate",
            "--config",
            old.toString(),
            "--to",
            operator.file("config.yaml").toString());
    try (ChildProcess migrate = operator.bare(words)) {
      assertThat(migrate.exitCode()).as(migrate.output()).isEqualTo(code);
      return migrate.output();
    }
  }

  private static String destroy(Operator operator, String id, int code) throws Exception {
    try (ChildProcess destroy = operator.command("seal", "destroy", id)) {
      assertThat(destroy.exitCode()).as(destroy.output()).isEqualTo(code);
      return destroy.output();
    }
  }

  private static String value(Operator operator, Administrator administrator) throws Exception {
    return operator
        .secret(administrator, "corp.test", "GET", "kept", "")
        .member("value")
        .orElseThrow();
  }

  private static String group(String text, String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }
}
