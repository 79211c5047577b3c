package dev.strongroom;

import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.model.AppId;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultName;
import dev.strongroom.people.SignInRules;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.OperatorsSeal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How one node of a server is set up. `docs/operations.md` documents the file; [ConfigReader]
/// reads it.
///
/// @param node this node's name in the audit log; nodes that share a database need different names
/// @param clouds the host names served, the first being the one that links without a request are
///   made of
/// @param throttledVaults those that are held to Azure's limits
/// @param locations the regions a vault may be put in, the first being the default
public record Config(
    TenantId tenant,
    String node,
    Path data,
    List<Cloud> clouds,
    List<String> locations,
    Listen listen,
    Identity identity,
    SignInRules signIn,
    Store store,
    SealChoice seal,
    Audit audit,
    List<Issuer> issuers,
    Set<VaultName> throttledVaults) {

  public Config {
    clouds = List.copyOf(clouds);
    locations = List.copyOf(locations);
    issuers = List.copyOf(issuers);
    throttledVaults = Set.copyOf(throttledVaults);
  }

  /// The same, but for a process that shares the database with nobody; it is refused while others
  /// use it.
  public Config alone() {
    Store exclusive =
        switch (store) {
          case Store.Sqlite sqlite -> sqlite;
          case Store.Postgres(var url, var user, var password, var connections, _) ->
              new Store.Postgres(url, user, password, connections, false);
        };
    return with(exclusive, issuers);
  }

  /// The same with these issuers.
  public Config trusting(List<Issuer> others) {
    return with(store, others);
  }

  private Config with(Store otherStore, List<Issuer> otherIssuers) {
    return new Config(
        tenant,
        node,
        data,
        clouds,
        locations,
        listen,
        identity,
        signIn,
        otherStore,
        seal,
        audit,
        otherIssuers,
        throttledVaults);
  }

  /// @param certificate PEM chain, leaf first; read again when the file changes
  /// @param key PEM PKCS#8 private key
  public record Listen(String address, int port, Path certificate, Path key, Limits limits) {}

  /// The numbers that bound what one client can make the server do.
  public record Limits(
      int headerBytes,
      int uriLength,
      int bodyBytes,
      Duration requestTime,
      Duration idleTime,
      int connections,
      int connectionsPerAddress,
      int concurrentRequests) {
    public static final Limits DEFAULT =
        new Limits(
            32_768,
            16_384,
            1_048_576,
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            10_000,
            1_000,
            1_000);
  }

  /// The managed-identity endpoint: plain HTTP on loopback, and a Unix socket that knows its
  /// caller's user.
  ///
  /// @param port empty: no TCP endpoint
  /// @param everyProcessIs the identity that callers of the TCP endpoint get who show no secret
  public record Identity(
      Optional<Integer> port, Optional<Path> socket, Optional<AppId> everyProcessIs) {}

  /// Another issuer that is trusted.
  ///
  /// @param keysFile its key set (JWKS), when it cannot be asked
  /// @param authorityFile PEM; what its certificate is trusted by, when that is no public authority
  /// @param hosts other hosts of its own
  /// @param client empty: nobody signs in there
  /// @param provisionedBy the application whose SCIM users and groups are this issuer's
  public record Issuer(
      TrustedIssuer trusted,
      Optional<Path> keysFile,
      Optional<Path> authorityFile,
      Set<String> hosts,
      Optional<AppId> provisionedBy,
      Optional<Client> client) {}

  /// What we are at another issuer, where people sign in.
  public record Client(String id, Optional<Path> secretFile, String scope) {}

  public sealed interface Store {
    /// One file under the data folder.
    record Sqlite() implements Store {}

    /// @param shared whether other nodes use the database too; then every request reads its
    ///   generations
    record Postgres(
        String url, String user, Optional<Path> passwordFile, int connections, boolean shared)
        implements Store {}
  }

  public sealed interface SealChoice {
    /// The root key in a file: anyone with the disk has it. For development.
    record InFile(Path file) implements SealChoice {}

    /// The root key under a passphrase that is read from a file (as a service manager's credential)
    /// or a prompt.
    record Passphrase(Path file, Optional<Path> passphraseFile) implements SealChoice {}

    /// The root key in an HSM, behind the vendor's PKCS #11 library.
    ///
    /// @param keyLabel what the labels of this deployment's root keys begin with
    /// @param sessions how many calls to the HSM may run at once
    record InHsm(Path module, HsmAddress token, String keyLabel, PinSource pin, int sessions)
        implements SealChoice {}

    /// The root key under a key that operators share.
    ///
    /// @param made how a seal that is made now is shared
    /// @param socket where shares are taken while the server is sealed
    /// @param overTls whether the portal's host takes them too
    record Operators(OperatorsSeal.Settings made, Path socket, boolean overTls)
        implements SealChoice {}
  }

  /// Where the PIN of an HSM comes from; never from this file or an argument.
  public sealed interface PinSource {
    /// Read again at each login, so that a changed PIN needs no restart.
    record InFile(Path file) implements PinSource {}

    record InEnvironment(String variable) implements PinSource {}

    /// Asked for on the terminal, once.
    record Prompted() implements PinSource {}
  }

  /// @param origin the log's name in checkpoints
  /// @param flushedReads whether a read waits for the disk before it is answered
  /// @param breakGlass object ids of accounts for emergencies, whose every use is reported loudly
  public record Audit(String origin, boolean flushedReads, Set<PrincipalId> breakGlass) {
    public Audit {
      breakGlass = Set.copyOf(breakGlass);
    }

    /// With no accounts for emergencies.
    public Audit(String origin, boolean flushedReads) {
      this(origin, flushedReads, Set.of());
    }
  }
}
