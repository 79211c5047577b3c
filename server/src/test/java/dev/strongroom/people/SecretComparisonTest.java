package dev.strongroom.people;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.strongroom.identity.Attempt;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.RequestToken;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AppId;
import dev.strongroom.trust.SecretBytes;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long an answer takes tells nothing of a secret, nor of who exists. Times are no test on a
/// busy machine; so this looks at how secrets are compared, and at the memory that Argon2 fills,
/// which is its work.
class SecretComparisonTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.strongroom.identity",
              "dev.strongroom.people",
              "dev.strongroom.signin",
              "dev.strongroom.token",
              "dev.strongroom.trust");
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long ARGON2_AT_LEAST = 8L << 20;
  private static final Percentage NEARLY = Percentage.withPercentage(10);
  private static final Visitor VISITOR = new Visitor("10.0.0.7", "Test", Optional.empty());
  private IdentityWorld world;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = IdentityWorld.fresh(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void secretsAreComparedInConstantTime() {
    boolean constant =
        CODE
            .get(SecretBytes.class)
            .getMethod("equals", Object.class)
            .getMethodCallsFromSelf()
            .stream()
            .anyMatch(call ->
                call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                    && call.getName().equals("isEqual"));
    assertThat(constant).isTrue();
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.strongroom.trust..")
        .should()
        .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
        .orShould()
        .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class)
        .orShould()
        .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
        .check(CODE);
  }

  @Test
  void whoDoesNotExistCostsWhatAWrongPasswordCosts() {
    CreateUser anna = user("anna@corp.test");
    world.perform(
        new AddUser(world.people, anna, SecretBytes.utf8("vier lila elefanten tanzen"), false));
    world.perform(user("bare@corp.test"));
    long wrong = work(check("anna@corp.test"));
    assertThat(wrong).isGreaterThan(ARGON2_AT_LEAST);
    assertThat(work(check("nobody@corp.test"))).as("no such user").isCloseTo(wrong, NEARLY);
    assertThat(work(check("bare@corp.test"))).as("no password").isCloseTo(wrong, NEARLY);
  }

  @Test
  void anApplicationThatDoesNotExistCostsWhatAWrongSecretCosts() {
    AppId app = world.application("shop").application().id();
    var _ = world.password(app);
    AppId bare = world.application("bare").application().id();
    long wrong = work(token(app));
    assertThat(wrong).isGreaterThan(ARGON2_AT_LEAST);
    assertThat(work(token(AppId.of("99999999-9999-4999-8999-999999999999"))))
        .as("no such application")
        .isCloseTo(wrong, NEARLY);
    assertThat(work(token(bare))).as("no secret").isCloseTo(wrong, NEARLY);
  }

  private CreateUser user(String name) {
    return new CreateUser(world.directory, IdentityWorld.TENANT, name, name);
  }

  private CheckPassword check(String name) {
    return new CheckPassword(world.people, name, SecretBytes.utf8("wrong wrong wrong"), VISITOR);
  }

  private RequestToken token(AppId client) {
    return new RequestToken(
        world.signIn,
        new Attempt(
            IdentityWorld.TENANT.toString(),
            Optional.of("client_credentials"),
            Optional.of(client.toString()),
            Optional.of(new Attempt.Proof.Secret(SecretBytes.utf8("wrong~wrong~wrong"))),
            Optional.of("https://vault.corp.test/.default"),
            Optional.empty()));
  }

  /// Bytes that this thread allocates until it is refused; the second time, when all is loaded.
  private long work(Operation<?> operation) {
    refused(operation);
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    refused(operation);
    return MEMORY.getCurrentThreadAllocatedBytes() - before;
  }

  private void refused(Operation<?> operation) {
    try {
      var _ = world.perform(operation);
    } catch (Refused expected) {
      return;
    }
    throw new AssertionError("it was let in");
  }
}
