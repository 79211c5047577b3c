package dev.strongroom.people;

import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.identity.Issuers;
import dev.strongroom.identity.OidcDocuments;
import dev.strongroom.identity.OidcIssuerKeys;
import dev.strongroom.identity.PersonTokens;
import dev.strongroom.identity.ServerSeal;
import dev.strongroom.identity.TokenSigner;
import dev.strongroom.identity.TrustedIssuers;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.ServerPurposes;
import dev.strongroom.store.DeviceSql;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.GrantSql;
import dev.strongroom.store.PersonSql;
import dev.strongroom.store.SessionSql;
import dev.strongroom.store.TokenKeySql;
import dev.strongroom.trust.Argon2Cost;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SecretHash;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// Puts a [People] together over the real store, as the server does.
public final class TestPeople {
  /// Nobody signs in elsewhere.
  public static final ForeignSignIns NO_ISSUERS =
      new ForeignSignIns(documents(), noKeys(), List.of());

  private TestPeople() {}

  private static OidcIssuerKeys noKeys() {
    return new OidcIssuerKeys(documents(), Map.of());
  }

  private static OidcDocuments documents() {
    try {
      return new OidcDocuments(SSLContext.getDefault(), Map.of(), OidcIssuerKeys.PATIENCE);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Seal(Sealing sealing, String purpose) implements ServerSeal {
    @Override
    public byte[] seal(SecretBytes value) {
      return sealing.sealForServer(purpose, value);
    }

    @Override
    public SecretBytes open(byte[] sealed) {
      return sealing.openForServer(purpose, sealed);
    }
  }

  /// What tokens are made with.
  public record Issuing(
      TokenKeySql keys, TokenSigner signer, Issuers issuers, TrustedIssuers others) {
    /// With nobody who signs in elsewhere.
    public Issuing(TokenKeySql keys, TokenSigner signer, Issuers issuers) {
      this(keys, signer, issuers, new TrustedIssuers(TrustedIssuers.Known.of(List.of(), noKeys())));
    }
  }

  public static People of(
      DirectorySql directory,
      Issuing issuing,
      Sealing sealing,
      List<Cloud> clouds,
      SecureRandom random) {
    return new People(
        directory,
        new PersonSql(),
        new SessionSql(),
        new GrantSql(1 << 20),
        new DeviceSql(),
        new People.Tools(
            new SecretHash(Argon2Cost.SECRET, 2, random),
            random,
            new Seal(sealing, ServerPurposes.SIGN_IN_FORMS),
            new Seal(sealing, ServerPurposes.SECOND_FACTORS),
            new PersonTokens(issuing.keys(), issuing.signer(), issuing.issuers()),
            new Audiences(clouds),
            clouds.getFirst().origin(clouds.getFirst().graphHost()),
            SignInRules.DEFAULT,
            People.Watch.fresh(),
            (_, caller, _) -> caller.who() instanceof Who.Job,
            issuing.others(),
            Set.of()));
  }

  /// The same with other rules.
  public static People with(People people, SignInRules rules) {
    People.Tools old = people.tools();
    return new People(
        people.directory(),
        people.persons(),
        people.sessions(),
        people.grants(),
        people.devices(),
        new People.Tools(
            old.hash(),
            old.random(),
            old.forms(),
            old.factors(),
            old.tokens(),
            old.audiences(),
            old.anyResource(),
            rules,
            old.watch(),
            old.mastery(),
            old.issuers(),
            old.breakGlass()));
  }

  /// The same with other administrators, and accounts for emergencies.
  public static People with(People people, Mastery mastery, Set<PrincipalId> breakGlass) {
    People.Tools old = people.tools();
    return new People(
        people.directory(),
        people.persons(),
        people.sessions(),
        people.grants(),
        people.devices(),
        new People.Tools(
            old.hash(),
            old.random(),
            old.forms(),
            old.factors(),
            old.tokens(),
            old.audiences(),
            old.anyResource(),
            old.rules(),
            old.watch(),
            mastery,
            old.issuers(),
            breakGlass));
  }
}
