package dev.strongroom.people;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.trust.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which passwords are taken: long ones that are not the first an attacker tries (NIST SP 800-63B,
/// 3.1.1.2). No demands on kinds of characters, no regular change: both make passwords worse.
///
/// The bundled list holds what common passwords are made of. A password is refused when nothing is
/// left of it after such words, repetitions, runs of neighbouring characters and the digits around
/// them are taken away.
final class PasswordPolicy {
  static final int MIN_LENGTH = 12;
  static final int MAX_LENGTH = 256;
  private static final int MIN_DIFFERENT = 5;
  private static final int MIN_REST = 4;
  private static final int MIN_NAME = 4;
  private static final int MIN_RUN = 4;
  private static final String LEET = "@4€3!1|0$57+";
  private static final String PLAIN = "aaeeiliosstt";
  private static final List<String> KEYBOARD =
      List.of(
          "qwertyuiop",
          "asdfghjkl",
          "zxcvbnm",
          "qwertzuiopü",
          "azertyuiop",
          "qsdfghjklm",
          "yxcvbnm",
          "1qaz2wsx3edc4rfv5tgb6yhn",
          "qazwsxedcrfvtgbyhnujm",
          "1q2w3e4r5t6z7u8i9o0p",
          "1q2w3e4r5t6y7u8i9o0p",
          "abcdefghijklmnopqrstuvwxyz",
          "01234567890123456789");

  private final List<String> words;

  PasswordPolicy() {
    this.words = load();
  }

  /// What is wrong with it, in words for the person; empty when it is taken.
  Optional<String> objection(SecretBytes password, User owner) {
    String text = new String(password.reveal(), StandardCharsets.UTF_8);
    int length = text.codePointCount(0, text.length());
    if (length < MIN_LENGTH) {
      return Optional.of("The password must have at least " + MIN_LENGTH + " characters.");
    } else if (length > MAX_LENGTH) {
      return Optional.of("The password must have at most " + MAX_LENGTH + " characters.");
    } else if (text.codePoints().distinct().count() < MIN_DIFFERENT) {
      return Optional.of(
          "The password must have at least " + MIN_DIFFERENT + " different characters.");
    }
    String simple = simple(text);
    if (without(simple, namesOf(owner)).length() < MIN_REST) {
      return Optional.of("The password must not be made of your name.");
    } else if (rest(simple, owner).length() < MIN_REST) {
      return Optional.of(
          "The password is too common: attackers try it first. Take several unrelated words.");
    }
    return Optional.empty();
  }

  private String rest(String simple, User owner) {
    String left = without(simple, namesOf(owner));
    left = without(left, words);
    return withoutRuns(left);
  }

  private static List<String> namesOf(User owner) {
    List<String> names = new ArrayList<>();
    for (String part :
        (owner.userPrincipalName() + " " + owner.displayName()).split("[@.\\s_-]+")) {
      String name = simple(part);
      if (name.length() >= MIN_NAME) {
        names.add(name);
      }
    }
    return longestFirst(names);
  }

  /// Lower case, letters for what stands for them, and nothing but letters and digits.
  private static String simple(String text) {
    StringBuilder out = new StringBuilder();
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    lower
        .codePoints()
        .forEach(c -> {
          int at = Character.isDigit(c) ? -1 : LEET.indexOf(c);
          if (at >= 0) {
            out.append(PLAIN.charAt(at));
          } else if (Character.isLetterOrDigit(c)) {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  /// Takes the words away, read as they are and with digits for letters; digits around them go too.
  private static String without(String text, List<String> words) {
    String left = text;
    for (String word : words) {
      left = left.replace(word, " ");
    }
    if (left.chars().anyMatch(Character::isDigit)) {
      String read = spelled(left);
      for (String word : words) {
        if (read.contains(word)) {
          read = read.replace(word, " ");
          left = read;
        }
      }
    }
    return left.equals(text) ? text : left.replaceAll("[0-9 ]", "");
  }

  private static String spelled(String text) {
    return text.replace('0', 'o')
        .replace('1', 'i')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('5', 's')
        .replace('7', 't');
  }

  private static String withoutRuns(String text) {
    String left = text.replaceAll("(.{1,4}?)\\1{2,}", "$1");
    for (String row : KEYBOARD) {
      left = withoutRuns(left, row);
      left = withoutRuns(left, new StringBuilder(row).reverse().toString());
    }
    return left;
  }

  private static String withoutRuns(String text, String row) {
    String left = text;
    for (int length = row.length(); length >= MIN_RUN; length -= 1) {
      for (int at = 0; at + length <= row.length(); at += 1) {
        left = left.replace(row.substring(at, at + length), "");
      }
    }
    return left;
  }

  private static List<String> longestFirst(List<String> words) {
    return words.stream()
        .sorted((one, other) -> Integer.compare(other.length(), one.length()))
        .toList();
  }

  private static List<String> load() {
    try (InputStream file = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
      if (file == null) {
        throw new IllegalStateException("no common-passwords.txt in this build");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return longestFirst(
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .flatMap(line -> Stream.of(line.trim().split("\\s+")))
              .filter(word -> !word.isEmpty())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
