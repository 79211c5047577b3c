package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.Config.SealChoice;
import dev.strongroom.Config.Store;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.VaultName;
import dev.strongroom.people.SignInRules;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.OperatorsSeal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
  private static final String SMALLEST =
      """
      tenant: 11111111-1111-1111-1111-111111111111
      data: /var/lib/strongroom
      clouds:
        - suffix: corp.example
      listen:
        certificate: /etc/strongroom/server.pem
        key: /etc/strongroom/server.key
      """;

  @Test
  void theSmallestFileHasSafeDefaults() throws ConfigReader.Mistakes {
    Config config = ConfigReader.read(SMALLEST);

    assertThat(config.listen().port()).isEqualTo(443);
    assertThat(config.listen().limits()).isEqualTo(Config.Limits.DEFAULT);
    assertThat(config.clouds().getFirst().vaultSuffix()).isEqualTo("vault.corp.example");
    assertThat(config.store()).isEqualTo(new Store.Sqlite());
    assertThat(config.seal())
        .isEqualTo(
            new SealChoice.Passphrase(Path.of("/var/lib/strongroom/seal"), Optional.empty()));
    assertThat(config.identity().port()).isEmpty();
    assertThat(config.audit().flushedReads()).isFalse();
  }

  @Test
  void publicCloudNamesCanBeServedBesideOurOwn() throws ConfigReader.Mistakes {
    Config config =
        ConfigReader.read(
            SMALLEST.replace(
                "clouds:\n",
                """
                clouds:
                  - suffix: azure.net
                    name: public
                    public-port: 443
                    vault: vault.azure.net
                    login: login.microsoftonline.com
                    management: management.azure.com
                """));

    assertThat(config.clouds()).extracting("loginHost").contains("login.microsoftonline.com");
  }

  @Test
  void peopleMayBeAskedForMore() throws ConfigReader.Mistakes {
    Config config =
        ConfigReader.read(
            SMALLEST
                + """
                sign-in:
                  second-factor: outside-named-networks
                  password-grant: true
                  exempt-break-glass: false
                  named-networks:
                    - name: office
                      ranges: [192.0.2.0/24]
                  authentication-contexts:
                    - id: c1
                      networks: [office]
                      max-age-minutes: 60
                """);

    assertThat(config.signIn().passwordGrant()).isTrue();
    assertThat(config.signIn().exemptBreakGlass()).isFalse();
    assertThat(SignInRules.DEFAULT.exemptBreakGlass()).isTrue();
    assertThat(config.signIn().secondFactor())
        .isEqualTo(SignInRules.SecondFactor.OUTSIDE_NAMED_NETWORKS);
    assertThat(config.signIn().contexts().get("c1"))
        .isEqualTo(
            new SignInRules.ContextRule(
                true, false, List.of("office"), Optional.of(Duration.ofMinutes(60))));
  }

  @Test
  void mistakesAboutPeopleAreNamed() {
    ConfigReader.Mistakes mistakes =
        catchThrowableOfType(
            ConfigReader.Mistakes.class,
            () ->
                ConfigReader.read(
                    SMALLEST
                        + """
                        sign-in:
                          second-factor: sometimes
                          named-networks:
                            - ranges: [somewhere]
                          authentication-contexts:
                            - id: c100
                              networks: [nowhere]
                        """));

    assertThat(mistakes.mistakes())
        .hasSize(5)
        .anyMatch(mistake -> mistake.contains("sometimes"))
        .anyMatch(mistake -> mistake.contains("not an address or range: somewhere"))
        .anyMatch(mistake -> mistake.contains("c1 to c99"))
        .anyMatch(mistake -> mistake.contains("no such named network: nowhere"));
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    List<String> mistakes =
        mistakesIn(
            """
            tenant: not-a-guid
            data: /d
            clouds: []
            listen:
              certificate: /c
              key: /k
              port: 0
              prot: 8443
            store:
              url: mysql://x
            seal:
              type: hope
            audit:
              reads: sometimes
              break-glass: [anna]
            colour: blue
            """);

    assertThat(mistakes)
        .anyMatch(m -> m.startsWith("tenant: not a GUID"))
        .anyMatch(m -> m.startsWith("clouds: name at least one"))
        .anyMatch(m -> m.startsWith("listen.port: must be a whole number from 1 to 65535"))
        .anyMatch(m -> m.startsWith("listen.prot: unknown key; known here: address"))
        .anyMatch(m -> m.startsWith("store.url: must be"))
        .anyMatch(m -> m.startsWith("seal.type: must be"))
        .anyMatch(m -> m.startsWith("audit.reads: must be"))
        .anyMatch(m -> m.startsWith("audit.break-glass: not an object id"))
        .anyMatch(m -> m.startsWith("colour: unknown key"))
        .hasSize(9);
  }

  @Test
  void accountsForEmergenciesAreNamedByObjectId() throws ConfigReader.Mistakes {
    String id = "aaaaaaaa-0000-0000-0000-000000000001";
    Config config = ConfigReader.read(SMALLEST + "audit:\n  break-glass: [" + id + "]\n");

    assertThat(config.audit().breakGlass()).containsExactly(PrincipalId.of(id));
    assertThat(ConfigReader.read(SMALLEST).audit().breakGlass()).isEmpty();
  }

  @Test
  void anHsmIsNamedByModuleTokenAndPin() throws ConfigReader.Mistakes {
    Config config =
        ConfigReader.read(
            SMALLEST
                + """
                seal:
                  type: pkcs11
                  module: /usr/lib/softhsm/libsofthsm2.so
                  slot: 4
                  key-label: prod
                  pin-file: /run/credentials/pin
                  sessions: 8
                """);
    assertThat(config.seal())
        .isEqualTo(
            new SealChoice.InHsm(
                Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                new HsmAddress.InSlot(4),
                "prod",
                new Config.PinSource.InFile(Path.of("/run/credentials/pin")),
                8));
    assertThat(
            ConfigReader.read(
                    SMALLEST + "seal: {type: pkcs11, module: /m.so, token-label: vault hsm}")
                .seal())
        .isEqualTo(
            new SealChoice.InHsm(
                Path.of("/m.so"),
                new HsmAddress.Labelled("vault hsm"),
                "strongroom-root",
                new Config.PinSource.Prompted(),
                4));
  }

  @Test
  void everyMistakeAboutAnHsmIsNamedAndNoPinIsRepeated() {
    List<String> mistakes =
        mistakesIn(
            SMALLEST
                + """
                seal:
                  type: pkcs11
                  slot: 1
                  token-label: t
                  key-label: twenty-characters-ok
                  pin: 73519482
                  pin-file: /pin
                  pin-environment: A B
                  sessions: 65
                  file: /seal
                """);
    assertThat(mistakes)
        .anyMatch(m -> m.startsWith("seal.module: missing"))
        .anyMatch(m -> m.startsWith("seal.slot: give token-label or slot, not both"))
        .anyMatch(m -> m.startsWith("seal.key-label: must be 1 to 19"))
        .anyMatch(m -> m.startsWith("seal.pin: a PIN does not belong in this file"))
        .anyMatch(m -> m.startsWith("seal.pin-environment: give pin-file or"))
        .anyMatch(m -> m.startsWith("seal.pin-environment: must be the name"))
        .anyMatch(m -> m.startsWith("seal.sessions: must be a whole number from 1 to 64"))
        .anyMatch(m -> m.startsWith("seal.file: unknown key"))
        .hasSize(8)
        .noneMatch(m -> m.contains("73519482"));
    assertThat(mistakesIn(SMALLEST + "seal: {type: pkcs11, module: /m.so, slot: -1}"))
        .anyMatch(m -> m.startsWith("seal.slot: must be a whole number"))
        .anyMatch(m -> m.startsWith("seal.token-label: missing"))
        .hasSize(2);
  }

  @Test
  void everyMistakeAboutOperatorsIsNamed() throws Exception {
    String key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    assertThat(
            mistakesIn(
                SMALLEST
                    + """
                    seal:
                      type: operators
                      threshold: 11
                      unseal-over-tls: perhaps
                      operators:
                        - {name: alice, key: hello}
                        - {name: alice, key: %s, key-file: /k}
                        - {name: b ob, key-file: /absent/key}
                        - {name: carol}
                    """
                        .formatted(key)))
        .anyMatch(m -> m.startsWith("seal.threshold: must be a whole number from 2 to 10"))
        .anyMatch(m -> m.startsWith("seal.unseal-over-tls: must be true or false"))
        .anyMatch(m -> m.startsWith("seal.operators[0].key: must be an age recipient"))
        .anyMatch(m -> m.startsWith("seal.operators[1].name: another operator has this name"))
        .anyMatch(m -> m.startsWith("seal.operators[1].key: give key or key-file"))
        .anyMatch(m -> m.startsWith("seal.operators[2].name: must be 1 to 64"))
        .anyMatch(m -> m.startsWith("seal.operators[2].key-file: cannot be read: /absent/key"))
        .anyMatch(m -> m.startsWith("seal.operators[3].key: give key or key-file"))
        .hasSize(8);
    assertThat(
            mistakesIn(
                SMALLEST
                    + "seal: {type: operators, threshold: 3, operators: [{name: a, key: "
                    + key
                    + "}]}"))
        .singleElement()
        .asString()
        .startsWith("seal.operators: must be as many as the threshold, 3, and at most 20, not 1");
    assertThat(ConfigReader.read(SMALLEST + "seal: {type: operators}").seal())
        .isEqualTo(
            new SealChoice.Operators(
                new OperatorsSeal.Settings(Path.of("/var/lib/strongroom/seal"), 2, List.of()),
                Path.of("/var/lib/strongroom/unseal.sock"),
                false));
  }

  @Test
  void aPasswordInTheUrlIsRefused() {
    assertThat(
            mistakesIn(
                SMALLEST + "store:\n  url: jdbc:postgresql://db/strongroom?password=hunter2\n"))
        .singleElement()
        .asString()
        .contains("holds a password")
        .doesNotContain("hunter2");
  }

  @Test
  void aDuplicateKeyIsRefused() {
    assertThat(mistakesIn(SMALLEST + "data: /elsewhere\n"))
        .singleElement()
        .asString()
        .contains("YAML");
  }

  @Test
  void anEmptyFileSaysWhatIsMissing() {
    assertThat(mistakesIn("")).anyMatch(m -> m.contains("must be a mapping"));
  }

  @Test
  void trustedIssuersAreReadWithSafeDefaults() throws ConfigReader.Mistakes {
    Config config =
        ConfigReader.read(
            SMALLEST
                + """
                issuers:
                  - url: https://accounts.example/realms/corp
                  - url: https://login.microsoftonline.com/t/v2.0
                    name: Entra ID
                    provisioned-by: 33333333-3333-3333-3333-333333333333
                    sign-in:
                      client-id: ours
                      client-secret-file: /etc/strongroom/entra
                    hosts: [login.windows.net]
                    authority-file: /etc/ca.pem
                    tokens:
                      audiences: [api://strongroom]
                      algorithms: [RS256]
                      unknown-principals: true
                    claims:
                      subject: oid
                      object-ids: given
                      groups: groups
                """);

    TrustedIssuer plain = config.issuers().getFirst().trusted();
    assertThat(plain.tenant()).isEqualTo(config.tenant());
    assertThat(plain.name()).isEqualTo("https://accounts.example/realms/corp");
    assertThat(plain.accepted().audiences()).isEmpty();
    assertThat(plain.accepted().strangers()).isFalse();
    assertThat(plain.claims()).isEqualTo(TrustedIssuer.Claims.STANDARD);
    Config.Issuer entra = config.issuers().getLast();
    assertThat(config.issuers().getFirst().client()).isEmpty();
    assertThat(entra.client())
        .contains(
            new Config.Client(
                "ours", Optional.of(Path.of("/etc/strongroom/entra")), "openid profile"));
    assertThat(entra.provisionedBy()).isPresent();
    assertThat(entra.hosts()).containsExactly("login.windows.net");
    assertThat(entra.authorityFile()).contains(Path.of("/etc/ca.pem"));
    assertThat(entra.trusted().claims().ids()).isEqualTo(TrustedIssuer.Ids.GIVEN);
    assertThat(entra.trusted().accepted().strangers()).isTrue();
  }

  @Test
  void mistakesInTrustedIssuersAreNamed() {
    List<String> mistakes =
        mistakesIn(
            SMALLEST
                + """
                issuers:
                  - url: http://plain.example
                  - url: https://login.corp.example/x
                    tokens:
                      algorithms: [none, HS256]
                  - url: https://a.example
                    claims: {object-ids: given}
                  - url: https://a.example
                    claims: {group-ids: given, object-ids: taken}
                """);

    assertThat(mistakes)
        .anyMatch(line -> line.startsWith("issuers[0].url: give the issuer"))
        .anyMatch(line -> line.equals("issuers[1].url: is this server itself"))
        .anyMatch(line -> line.startsWith("issuers[1].tokens.algorithms: none is not one of"))
        .anyMatch(line -> line.startsWith("issuers[1].tokens.algorithms: HS256"))
        .anyMatch(line -> line.startsWith("issuers[3].url: named twice"))
        .anyMatch(line -> line.startsWith("issuers[3].claims: only one issuer"))
        .anyMatch(line -> line.startsWith("issuers[3].claims.object-ids: must be"))
        .hasSize(7);
  }

  private static List<String> mistakesIn(String yaml) {
    return catchThrowableOfType(ConfigReader.Mistakes.class, () -> ConfigReader.read(yaml))
        .mistakes();
  }

  @Test
  void vaultsMayHaveAzuresLimits() throws ConfigReader.Mistakes {
    assertThat(ConfigReader.read(SMALLEST).throttledVaults()).isEmpty();
    assertThat(ConfigReader.read(SMALLEST + "throttled-vaults: [Contoso, dev]\n").throttledVaults())
        .containsExactlyInAnyOrder(VaultName.of("contoso"), VaultName.of("dev"));
    String wrong = SMALLEST + "throttled-vaults: [no, dev--1, dev]\n";
    assertThat(
            catchThrowableOfType(ConfigReader.Mistakes.class, () -> ConfigReader.read(wrong))
                .mistakes())
        .containsExactly(
            "throttled-vaults: not a vault's name: no",
            "throttled-vaults: not a vault's name: dev--1");
  }
}
