package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;

/// One thing that an application or managed identity can prove itself with. Every token carries the
/// id of the credential it was obtained with, so that deleting the credential ends the token.
public sealed interface Credential extends Governed {
  CredentialId id();

  /// The application or managed identity it belongs to.
  AppId owner();

  String displayName();

  Instant created();

  /// The word for it in the audit log and in the database.
  String kind();

  @Override
  default Map<String, String> facts() {
    return Map.of("keyId", id().toString(), "appId", owner().toString(), "kind", kind());
  }

  /// @param hint the first characters of the secret, as Entra shows them to administrators
  /// @param hash Argon2id in its text form; kept as a secret because it can be guessed against
  record ClientSecret(
      CredentialId id,
      AppId owner,
      String displayName,
      Instant created,
      Instant expires,
      String hint,
      SecretBytes hash)
      implements Credential {
    public static final String KIND = "secret";

    /// The hash as it is stored.
    public String hashText() {
      return new String(hash.reveal(), StandardCharsets.UTF_8);
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  record Certificate(
      CredentialId id,
      AppId owner,
      String displayName,
      Instant created,
      X509Certificate certificate,
      Thumbprints thumbprints)
      implements Credential {
    public static final String KIND = "certificate";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// Trust in tokens of another issuer: all three are compared exactly, as in Entra.
  record Federated(
      CredentialId id,
      AppId owner,
      String displayName,
      Instant created,
      String issuer,
      String subject,
      String audience)
      implements Credential {
    public static final String KIND = "federated";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// The `IDENTITY_HEADER` of a managed identity. The server chose it at random from 256 bits, so a
  /// plain SHA-256 of it tells an attacker nothing and can be looked up.
  record IdentityHeader(
      CredentialId id, AppId owner, String displayName, Instant created, SecretBytes sha256)
      implements Credential {
    public static final String KIND = "header";

    /// The hash as it is stored.
    public byte[] digest() {
      return sha256.reveal();
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// What a provisioning client shows with each request ([ProvisioningTokens]). The server chose it
  /// at random from 256 bits, so a plain SHA-256 of it tells an attacker nothing.
  record ProvisioningToken(
      CredentialId id,
      AppId owner,
      String displayName,
      Instant created,
      Instant expires,
      SecretBytes sha256)
      implements Credential {
    public static final String KIND = "provisioning-token";

    /// The hash as it is stored.
    public byte[] digest() {
      return sha256.reveal();
    }

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// A Unix user of this machine, seen through a Unix socket.
  record UnixUser(CredentialId id, AppId owner, String displayName, Instant created, int uid)
      implements Credential {
    public static final String KIND = "unix-user";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /// The plain loopback endpoint of a machine whose operator named this identity in the
  /// configuration: every process of that machine is this identity.
  record LocalEndpoint(CredentialId id, AppId owner, String displayName, Instant created)
      implements Credential {
    public static final String KIND = "local-endpoint";

    @Override
    public String kind() {
      return KIND;
    }
  }
}
