package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A task token's name in ops: whoever reads them can't use it to answer the task. */
final class Token {
  private static final int BYTES = 8;

  private Token() {}

  static String fingerprint(ByteString token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(token.asReadOnlyByteBuffer());
      return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
