package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.NativeCryptoki;
import dev.strongroom.trust.pkcs11.TokenInfo;
import dev.strongroom.trust.pkcs11.UnusableModule;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The root key in an HSM: made inside, never outside.
public final class Pkcs11Seal implements Seal {
  private static final System.Logger LOG = System.getLogger("strongroom.hsm");

  /// The first call connects, and a key is made: both may take long on a networked HSM.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int SECRET_KEYS_MAX = 100_000;

  /// The smallest tokens take labels of 40 characters, of which the rest of [HsmKeyLabel] needs 21.
  public static final int KEY_LABEL_MAX = 19;

  private static final Pattern KEY_LABEL = Pattern.compile("[A-Za-z0-9_-]{1,19}");

  /// @param module the vendor's library
  /// @param keyLabel what the labels of this deployment's root keys begin with
  /// @param alone whether nobody else in this process uses the module
  public record Settings(
      Path module, HsmAddress address, String keyLabel, HsmLimits limits, boolean alone) {}

  private final Settings settings;
  private final HsmLogin login;
  private final Providers providers;
  private Optional<HsmToken> open = Optional.empty();

  /// @param cryptoki the module, loaded
  public Pkcs11Seal(Settings settings, Cryptoki cryptoki, HsmPin pin, Providers providers) {
    this.settings = settings;
    this.login = new HsmLogin(cryptoki, settings.address(), pin, settings.alone());
    this.providers = providers;
  }

  /// Whether this may be [Settings#keyLabel()].
  public static boolean isKeyLabel(String text) {
    return KEY_LABEL.matcher(text).matches();
  }

  /// @throws SealRefused when the module cannot be loaded
  public static Pkcs11Seal load(Settings settings, HsmPin pin, Providers providers) {
    try {
      return new Pkcs11Seal(settings, NativeCryptoki.load(settings.module()), pin, providers);
    } catch (UnusableModule refused) {
      throw new SealRefused(String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public String notice() {
    return "The root key is in the HSM, "
        + settings.address()
        + ", and never leaves it. Without that HSM, or its own backup, nobody can open the data.";
  }

  @Override
  public boolean exists() {
    return !keys().isEmpty();
  }

  @Override
  public RootKey create(SecureRandom random) {
    if (exists()) {
      throw new SealRefused(
          settings.address()
              + " has a root key whose label begins with "
              + settings.keyLabel()
              + " already; a root key is never overwritten.");
    }
    return draft(random).make();
  }

  @Override
  public RootKey unseal(SecureRandom random) {
    List<HsmKeyLabel> keys = keys();
    if (keys.size() != 1) {
      throw new SealRefused(
          keys.isEmpty()
              ? "There is no root key in the HSM: no key's label begins with "
                  + settings.keyLabel()
                  + " there. Without it the data cannot be opened; restore the HSM's own backup."
              : "The HSM has several root keys: "
                  + keys
                  + ". Give each deployment its own key-label.");
    }
    return opened(keys.getFirst(), random);
  }

  /// Keys beside the root key, in the same token; after [#create] or [#unseal], until the root key
  /// is closed.
  public HsmKeys keys(SecureRandom random) {
    return new HsmKeys(token(), settings.keyLabel(), new SoftwareKeys(providers, random), random);
  }

  @Override
  public RootKey unseal(SecureRandom random, String id) {
    List<HsmKeyLabel> keys = keys();
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .map(key -> opened(key, random))
        .orElseThrow(
            () -> Seal.otherRoot(keys.isEmpty() ? "none in the HSM" : keys.toString(), id));
  }

  @Override
  public List<String> ids(SecureRandom random) {
    List<String> proven = new ArrayList<>();
    for (HsmKeyLabel key : keys()) {
      try (RootKey root = opened(key, random)) {
        proven.add(root.id());
      }
    }
    return proven;
  }

  @Override
  public Draft draft(SecureRandom random) {
    HsmKeyLabel label = asking(session -> fresh(session, random));
    return new Draft() {
      @Override
      public String id() {
        return label.id();
      }

      @Override
      public RootKey make() {
        asking(session -> {
          HsmRootKey.generate(session, label);
          return label;
        });
        return opened(label, random);
      }
    };
  }

  @Override
  public void destroy(SecureRandom random, String id) {
    for (HsmKeyLabel label : keys()) {
      if (label.id().equals(id)) {
        asking(session -> {
          HsmRootKey.destroy(session, label);
          return label;
        });
      }
    }
  }

  @Override
  public String place() {
    return "pkcs11 " + settings.address() + " " + settings.keyLabel();
  }

  @Override
  public Optional<HsmKeys> hsmKeys(SecureRandom random) {
    return Optional.of(keys(random));
  }

  private RootKey opened(HsmKeyLabel label, SecureRandom random) {
    HsmRootKey root = new HsmRootKey(token(), label, providers, random);
    TokenInfo about = proven(root);
    token()
        .watch(session -> {
          root.prove(session);
          return true;
        });
    LOG.log(
        Level.INFO,
        "The root key {0} in {1} ({2} {3}, serial {4}) wraps by {5}.",
        label,
        settings.address(),
        about.manufacturer(),
        about.model(),
        about.serial(),
        label.wrapping());
    return root;
  }

  private TokenInfo proven(HsmRootKey root) {
    boolean proven = false;
    try {
      TokenInfo about =
          asking(session -> {
            root.prove(session);
            return session.token();
          });
      proven = true;
      return about;
    } finally {
      if (!proven) {
        root.close();
      }
    }
  }

  private HsmKeyLabel fresh(Session session, SecureRandom random) {
    Map<Long, Long> offered = session.cryptoki().mechanisms(session.token().slot());
    HsmWrapping way =
        HsmWrapping.best(offered)
            .orElseThrow(() ->
                new SealRefused(
                    "The token offers no mechanism that a root key can wrap with: it needs AES-GCM,"
                        + " AES key wrap with padding, or AES-ECB."));
    return HsmKeyLabel.fresh(settings.keyLabel(), way, random);
  }

  private List<HsmKeyLabel> keys() {
    return asking(session -> {
      Cryptoki module = session.cryptoki();
      var secret = List.of(Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY));
      return module.find(session.id(), secret, SECRET_KEYS_MAX).stream()
          .map(key -> module.attribute(session.id(), key, Ck.CKA_LABEL))
          .flatMap(label -> ours(new String(label, StandardCharsets.UTF_8)).stream())
          .toList();
    });
  }

  private Optional<HsmKeyLabel> ours(String label) {
    return HsmKeyLabel.parse(label).filter(key -> key.prefix().equals(settings.keyLabel()));
  }

  private <R> R asking(HsmConnection.Work<R> work) {
    try {
      return token().call(work, PATIENCE);
    } catch (HsmAway | CryptokiFailure failed) {
      close();
      throw new SealRefused(
          "The HSM ("
              + settings.address()
              + ", module "
              + settings.module()
              + ") cannot be used: "
              + failed.getMessage()
              + ".",
          failed instanceof HsmAway away && away.pinRefused());
    }
  }

  HsmToken token() {
    if (open.filter(token -> !token.closed()).isEmpty()) {
      open = Optional.of(new HsmToken(login, settings.limits()));
    }
    return open.get();
  }

  private void close() {
    open.ifPresent(HsmToken::closeUnlessUsed);
  }
}
