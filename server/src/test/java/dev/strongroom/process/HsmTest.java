package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.process.Operator.Administrator;
import dev.strongroom.trust.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A production start whose root key is in an HSM: a real token, real processes.
class HsmTest {
  private static final String VALUE = "{\"value\":\"v\"}";
  @TempDir private Path folder;
  private Operator operator;
  private SoftHsm hsm;

  @BeforeEach
  void tokenAndFiles() throws Exception {
    operator = new Operator(folder);
    hsm = SoftHsm.fresh(folder);
    Files.writeString(operator.file("pin"), SoftHsm.PIN + "\n");
    operator.environment(hsm.environment());
    operator.configure(seal("pin-file: " + operator.file("pin")), "");
  }

  @Test
  void aSecretOutlivesARestartAndNothingOpensItWithoutTheToken() throws Exception {
    Administrator administrator = operator.initProcess();
    try (ChildProcess server = operator.server()) {
      operator.makeVault(administrator);
      assertThat(operator.secret(administrator, "corp.test", "PUT", "kept", VALUE).status())
          .isEqualTo(200);
      assertThat(server.output())
          .contains("wraps by")
          .contains("The root key is in the HSM")
          .doesNotContain(SoftHsm.PIN);
      assertThat(server.stop()).isIn(0, 143);
    }
    assertThat(operator.file("data/seal")).doesNotExist();
    try (ChildProcess _ = operator.server()) {
      assertThat(operator.secret(administrator, "corp.test", "GET", "kept", "").member("value"))
          .contains("v");
    }
    hsm.remove();
    assertThat(refused("server")).contains("no such token is there").contains(SoftHsm.LABEL);
    assertThat(refused("doctor")).contains("FIX seal").contains("no such token is there");
    hsm.putBack();
    assertThat(ran("doctor", 0)).contains("ok  seal").contains("All is well");
  }

  @Test
  void aWrongPinIsRefusedInWordsAndNotRepeated() throws Exception {
    operator.initProcess();
    Files.writeString(operator.file("pin"), "12345678");
    assertThat(ran("server", 78))
        .as("a service manager must not try again")
        .contains("does not accept the PIN")
        .doesNotContain("12345678");
    Files.delete(operator.file("pin"));
    assertThat(refused("server")).contains("pin cannot be read");
    operator.configure(seal("pin-environment: HSM_PIN"), "");
    assertThat(refused("server")).contains("HSM_PIN, which is not set");
    Map<String, String> environment = new HashMap<>(hsm.environment());
    environment.put("HSM_PIN", SoftHsm.PIN);
    operator.environment(environment);
    assertThat(ran("doctor", 0)).contains("ok  seal");
    operator.configure(seal("pin-environment: HSM_PIN").replace("libsofthsm2", "absent"), "");
    assertThat(refused("server")).contains("libabsent.so".replace("lib", "")).contains("absent");
    operator.configure(seal("key-label: somebody"), "");
    assertThat(refused("server")).contains("there is no terminal to ask on");
  }

  private String seal(String more) {
    return "{type: pkcs11, module: "
        + hsm.library()
        + ", token-label: "
        + SoftHsm.LABEL
        + ", "
        + more
        + "}";
  }

  private String refused(String command) throws IOException, InterruptedException {
    return ran(command, 1);
  }

  private String ran(String command, int code) throws IOException, InterruptedException {
    try (ChildProcess process = operator.command(command)) {
      assertThat(process.exitCode()).as(process.output()).isEqualTo(code);
      assertThat(process.output()).doesNotContain("Exception").doesNotContain("is ready");
      return process.output();
    }
  }
}
