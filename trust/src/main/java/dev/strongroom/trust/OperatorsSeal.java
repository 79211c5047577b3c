package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The root key on disk, sealed under a key that no one has: several operators together do. Each
/// has a share of it, encrypted to their own public key, and a server that starts waits until
/// enough of them have given theirs.
public final class OperatorsSeal implements Seal {
  /// Fewer than two would be one person's key; the upper limit is Azure's.
  public static final int THRESHOLD_MIN = 2;

  public static final int THRESHOLD_MAX = 10;
  public static final int OPERATORS_MAX = 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final int ID_BYTES = 8;
  private static final String COMMITMENT = "strongroom operator's share: commitment, 1";

  /// @param name not a secret; the audit log shows it
  public record Operator(String name, OperatorKey key) {
    public static boolean isName(String text) {
      return NAME.matcher(text).matches();
    }
  }

  /// @param threshold how many shares open a seal that is made now; an existing one says its own
  /// @param operators of a seal that is made now
  public record Settings(Path file, int threshold, List<Operator> operators) {
    public Settings {
      operators = List.copyOf(operators);
    }
  }

  /// An operator of an existing seal, and the share as only that operator can read it.
  public record Sealed(String name, String format, byte[] share) {}

  /// What may be shown to anybody while shares are awaited.
  public record Progress(String seal, int threshold, List<Sealed> operators, List<String> given) {
    public boolean complete() {
      return given.size() >= threshold;
    }
  }

  private final Settings settings;
  private final RootFiles files;
  private final Providers providers;
  private Optional<String> chosen = Optional.empty();
  private final SortedMap<Integer, SecretBytes> shares = new TreeMap<>();

  public OperatorsSeal(Settings settings, Providers providers) {
    this.settings = settings;
    this.files = new RootFiles(settings.file());
    this.providers = providers;
  }

  @Override
  public String notice() {
    return "The root key is on this disk, in "
        + files.first()
        + ", sealed under a key that is shared among operators. Whoever has that file and enough of"
        + " their private keys can read every secret; with fewer, nobody can, and nobody can help.";
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
  public Draft draft(SecureRandom random) {
    refuseUnusable();
    byte[] idBytes = new byte[ID_BYTES];
    random.nextBytes(idBytes);
    String id = HexFormat.of().formatHex(idBytes);
    try (SecretBytes unlock = fresh(random)) {
      SecretBytes material = fresh(random);
      SoftwareRootKey root = new SoftwareRootKey(copy(material), providers, random);
      List<OperatorsFile.Line> lines = lines(id, unlock, random);
      OperatorsFile bare =
          new OperatorsFile(id, root.id(), settings.threshold(), lines, new byte[0]);
      try (material;
          SealingKey kek = new SealingKey(1, unlock, providers, random)) {
        byte[] content = bare.with(kek.seal(bare.binding(), material)).written();
        return new SoftwareDraft(root, SecretBytes.owning(content), files);
      }
    }
  }

  /// From now on this is about the root key with this id, where several lie under the seal.
  public synchronized void choose(String id) {
    forget();
    chosen = Optional.of(id);
  }

  /// @throws SealRefused until enough shares were given; they are wiped by this, whatever comes out
  @Override
  public synchronized RootKey unseal(SecureRandom random) {
    OperatorsFile content = content();
    if (shares.size() < content.threshold()) {
      throw new SealRefused(
          "This seal opens with "
              + content.threshold()
              + " of its "
              + content.operators().size()
              + " operators' shares; "
              + shares.size()
              + " are given. Each operator runs: strongroom unseal");
    }
    try (SecretBytes unlock = Shamir.combine(shares);
        SealingKey kek = new SealingKey(1, unlock, providers, random)) {
      SecretBytes material = kek.open(content.binding(), content.root());
      return new SoftwareRootKey(material, providers, random);
    } catch (Tampered wrong) {
      throw new SealRefused(
          file().path()
              + " was changed since it was made: the shares are right and do not open it. Put it"
              + " back from its backup.");
    } finally {
      forget();
    }
  }

  @Override
  public synchronized RootKey unseal(SecureRandom random, String id) {
    RootKey root = unseal(random);
    if (!root.id().equals(id)) {
      root.close();
      throw Seal.otherRoot(root.id(), id);
    }
    return root;
  }

  @Override
  public void destroy(SecureRandom random, String id) {
    files.destroy(id, file -> Optional.of(content(file).rootId()));
  }

  @Override
  public List<String> ids(SecureRandom random) {
    return files.ids(file -> content(file).rootId());
  }

  @Override
  public String place() {
    return "operators " + files.first().toAbsolutePath().normalize();
  }

  private OwnerOnlyFile file() {
    return chosen.map(files::of).orElseGet(files::only);
  }

  /// Takes one share, as `strongroom unseal` sends it.
  ///
  /// @throws ShareRefused when it is none, is not of this seal, or was given already
  public synchronized Progress give(SecretBytes text) {
    OperatorsFile content = content();
    ShareText share =
        ShareText.parse(text)
            .orElseThrow(
                () -> new ShareRefused("That is no share, or a letter of it is missing or wrong."));
    boolean kept = false;
    try {
      refuseStranger(content, share);
      shares.put(share.number(), share.share());
      kept = true;
      return progress();
    } finally {
      if (!kept) {
        share.close();
      }
    }
  }

  public synchronized Progress progress() {
    OperatorsFile content = content();
    List<Sealed> operators =
        content.operators().stream()
            .map(line -> new Sealed(line.name(), line.format(), line.share()))
            .toList();
    List<String> given =
        shares.keySet().stream().map(n -> content.operators().get(n - 1).name()).toList();
    return new Progress(content.id(), content.threshold(), operators, given);
  }

  /// Wipes the shares that were given.
  public synchronized void forget() {
    shares.values().forEach(SecretBytes::close);
    shares.clear();
  }

  private void refuseStranger(OperatorsFile content, ShareText share) {
    if (!share.seal().equals(content.id())) {
      throw new ShareRefused(
          "That share belongs to another seal ("
              + share.seal()
              + "), not to this one ("
              + content.id()
              + ").");
    }
    int operators = content.operators().size();
    if (share.number() < 1
        || share.number() > operators
        || !same(commitment(share), content.operators().get(share.number() - 1).commitment())) {
      throw new ShareRefused("That share is not one that this seal was made with.");
    }
    if (shares.containsKey(share.number())) {
      String name = content.operators().get(share.number() - 1).name();
      throw new ShareRefused("The share of " + name + " was given already; another one is needed.");
    }
  }

  private void refuseUnusable() {
    int threshold = settings.threshold();
    int count = settings.operators().size();
    if (threshold < THRESHOLD_MIN
        || threshold > THRESHOLD_MAX
        || count < threshold
        || count > OPERATORS_MAX) {
      throw new SealRefused(
          "An operators' seal needs 2 to 10 shares of at least as many and at most "
              + OPERATORS_MAX
              + " operators, not "
              + threshold
              + " of "
              + count
              + ".");
    }
  }

  private List<OperatorsFile.Line> lines(String id, SecretBytes unlock, SecureRandom random) {
    List<Operator> operators = settings.operators();
    List<OperatorsFile.Line> lines = new ArrayList<>();
    var split = Shamir.split(unlock, settings.threshold(), operators.size(), random);
    split.forEach((number, share) -> {
      Operator operator = operators.get(number - 1);
      try (ShareText text = new ShareText(id, number, share);
          SecretBytes written = text.written()) {
        byte[] encrypted = operator.key().encrypt(written, providers, random);
        lines.add(
            new OperatorsFile.Line(
                operator.name(), operator.key().format(), commitment(text), encrypted));
      }
    });
    return lines;
  }

  private OperatorsFile content() {
    return content(file());
  }

  private static OperatorsFile content(OwnerOnlyFile file) {
    byte[] bytes = file.read(FILE_BYTES_MAX).reveal();
    return OperatorsFile.parse(bytes)
        .orElseThrow(() ->
            new SealRefused(
                file.path()
                    + " is not an operators' seal that this version knows. Put it back from its"
                    + " backup."));
  }

  private static String commitment(ShareText share) {
    MessageDigest hash = Merkle.sha256();
    hash.update(Binding.of(COMMITMENT, share.seal(), Integer.toString(share.number())).encoded());
    hash.update(share.share().reveal());
    return HexFormat.of().formatHex(hash.digest());
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static SecretBytes copy(SecretBytes material) {
    return SecretBytes.owning(material.reveal().clone());
  }

  private static SecretBytes fresh(SecureRandom random) {
    byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(bytes);
    return SecretBytes.owning(bytes);
  }
}
