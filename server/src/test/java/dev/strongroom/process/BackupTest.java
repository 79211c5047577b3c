package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.Ran;
import dev.strongroom.process.Operator.Administrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The backup and restore of `docs/operations.md`, as it stands there, on a server that runs.
class BackupTest {
  private static final Path RUNBOOK = Path.of("../docs/operations.md");
  private static final String CLOUD = "corp.test";
  private static final String VALUE = "{\"value\":\"v\"}";
  @TempDir private Path folder;

  @Test
  void whatTheRunbookSavesItPutsBack() throws Exception {
    Operator operator = new Operator(folder);
    Administrator administrator = operator.init();
    try (ChildProcess server = operator.server()) {
      operator.makeVault(administrator);
      assertThat(operator.secret(administrator, CLOUD, "PUT", "before", VALUE).status())
          .isEqualTo(200);
      run("### Take it, while the server runs");
      assertThat(operator.secret(administrator, CLOUD, "PUT", "after", VALUE).status())
          .isEqualTo(200);
      server.stop();
    }
    Files.copy(folder.resolve("data/seal"), folder.resolve("seal"));
    Files.move(folder.resolve("data"), folder.resolve("lost"));
    run("### Put it back, on an empty data folder");
    try (ChildProcess server = operator.server()) {
      assertThat(operator.secret(administrator, CLOUD, "GET", "before", "").member("value"))
          .contains("v");
      assertThat(operator.secret(administrator, CLOUD, "GET", "after", "").status()).isEqualTo(404);
      server.stop();
    }
    Ran verified =
        Ran.strongroom(
            folder,
            "audit",
            "verify",
            "--data",
            folder.resolve("data").toString(),
            "--checkpoint",
            folder.resolve("backup/audit/checkpoint").toString());
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("records of the older checkpoint, unchanged");
  }

  /// Runs the block of shell under a heading.
  private void run(String heading) throws Exception {
    Matcher block =
        Pattern.compile(Pattern.quote(heading) + "\n\n```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(RUNBOOK));
    assertThat(block.find()).as(heading).isTrue();
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", block.group(1))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("shell.log").toFile());
    shell.environment().put("DATA", folder.resolve("data").toString());
    shell.environment().put("BACKUP", folder.resolve("backup").toString());
    shell.environment().put("SEAL", folder.resolve("seal").toString());
    int code = shell.start().waitFor();
    assertThat(code).as(Files.readString(folder.resolve("shell.log"))).isZero();
  }
}
