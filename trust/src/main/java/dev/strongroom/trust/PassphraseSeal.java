package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The root key on disk, sealed under a key that Argon2id makes of a passphrase. Cost and salt
/// stand beside it and are bound to it.
///
/// ```
/// strongroom passphrase seal 1
/// argon2id m=65536,t=3,p=4
/// salt BASE64
/// root BASE64
/// ```
public final class PassphraseSeal implements Seal {
  /// Shorter ones can be guessed whatever the cost.
  public static final int PASSPHRASE_BYTES_MIN = 12;

  private static final String MAGIC = "strongroom passphrase seal 1";
  private static final String COST = "argon2id ";
  private static final String SALT = "salt ";
  private static final String ROOT = "root ";
  private static final int LINES = 4;
  private static final int SALT_BYTES = 16;

  private final RootFiles files;
  private final SecretBytes passphrase;
  private final Argon2Cost cost;
  private final Providers providers;

  /// @param cost of a root key that is made now; an existing one says its own
  public PassphraseSeal(Path path, SecretBytes passphrase, Argon2Cost cost, Providers providers) {
    this.files = new RootFiles(path);
    this.passphrase = passphrase;
    this.cost = cost;
    this.providers = providers;
  }

  @Override
  public String notice() {
    return "The root key is on this disk, in "
        + files.first()
        + ", sealed under the passphrase. Whoever has that file and the passphrase can read every"
        + " secret; without either, nobody can, and nobody can help.";
  }

  @Override
  public boolean exists() {
    return files.exist();
  }

  @Override
  public RootKey create(SecureRandom random) {
    if (exists()) {
      throw new SealRefused(files.first() + " exists already; a root key is never overwritten.");
    }
    return draft(random).make();
  }

  @Override
  public RootKey unseal(SecureRandom random) {
    return opened(files.only(), random);
  }

  @Override
  public RootKey unseal(SecureRandom random, String id) {
    return files.open(id, file -> opened(file, random));
  }

  @Override
  public Draft draft(SecureRandom random) {
    if (passphrase.length() < PASSPHRASE_BYTES_MIN) {
      throw new SealRefused(
          "The passphrase is too short; use at least " + PASSPHRASE_BYTES_MIN + " characters.");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(bytes);
    SecretBytes material = SecretBytes.owning(bytes);
    try (SealingKey kek = kek(cost, salt, random)) {
      byte[] content = written(cost, salt, kek.seal(binding(cost, salt), material));
      SoftwareRootKey root = new SoftwareRootKey(material, providers, random);
      return new SoftwareDraft(root, SecretBytes.owning(content), files);
    }
  }

  @Override
  public void destroy(SecureRandom random, String id) {
    files.destroy(id, file -> Optional.of(idOf(file, random)));
  }

  @Override
  public List<String> ids(SecureRandom random) {
    return files.ids(file -> idOf(file, random));
  }

  @Override
  public String place() {
    return "passphrase " + files.first().toAbsolutePath().normalize();
  }

  private String idOf(OwnerOnlyFile file, SecureRandom random) {
    try (RootKey root = opened(file, random)) {
      return root.id();
    }
  }

  private SoftwareRootKey opened(OwnerOnlyFile file, SecureRandom random) {
    Content content = parse(file, new String(file.read().reveal(), StandardCharsets.US_ASCII));
    try (SealingKey kek = kek(content.cost, content.salt, random)) {
      SecretBytes material = kek.open(binding(content.cost, content.salt), content.root);
      return new SoftwareRootKey(material, providers, random);
    } catch (Tampered wrong) {
      throw new SealRefused(
          "The passphrase does not open "
              + file.path()
              + ". Check the passphrase; if it is right, the file was damaged: put it back from its"
              + " backup.");
    }
  }

  private record Content(Argon2Cost cost, byte[] salt, byte[] root) {}

  private static Content parse(OwnerOnlyFile file, String text) {
    List<String> lines = text.lines().toList();
    boolean formed =
        lines.size() == LINES
            && lines.get(0).equals(MAGIC)
            && lines.get(1).startsWith(COST)
            && lines.get(2).startsWith(SALT)
            && lines.get(3).startsWith(ROOT);
    if (!formed) {
      throw damaged(file);
    }
    try {
      return new Content(
          Argon2Cost.parse(lines.get(1).substring(COST.length())).orElseThrow(() -> damaged(file)),
          Base64.getDecoder().decode(lines.get(2).substring(SALT.length())),
          Base64.getDecoder().decode(lines.get(3).substring(ROOT.length())));
    } catch (IllegalArgumentException notBase64) {
      throw damaged(file);
    }
  }

  private static byte[] written(Argon2Cost cost, byte[] salt, byte[] root) {
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
            "\n",
            MAGIC,
            COST + cost,
            SALT + base64.encodeToString(salt),
            ROOT + base64.encodeToString(root),
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private SealingKey kek(Argon2Cost cost, byte[] salt, SecureRandom random) {
    try (SecretBytes key = cost.derive(passphrase, salt, Algorithms.AES_KEY_BYTES)) {
      return new SealingKey(1, key, providers, random);
    }
  }

  private static Binding binding(Argon2Cost cost, byte[] salt) {
    return Binding.of(MAGIC, cost.toString(), Base64.getEncoder().encodeToString(salt));
  }

  private static SealRefused damaged(OwnerOnlyFile file) {
    return new SealRefused(
        file.path()
            + " is not a passphrase seal that this version knows. Put it back from its backup.");
  }
}
