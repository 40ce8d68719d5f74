package consimt.access;

import java.util.regex.Pattern;

/**
 * The compact form of tokens (RFC 7515, section 7.1). The library ignores characters that are not part of that form;
 * this class refuses them.
 */
final class Compact {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]+");

    private Compact() {}

    static boolean isSound(String token, int longest) {
        return token.length() <= longest && FORM.matcher(token).matches();
    }
}
