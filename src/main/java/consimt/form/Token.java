package consimt.form;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page token ({@code nextToken}): where a list goes on. Callers pass it back and do not read it. It has a place
 * within the list, and not the list's owner. So a token cannot open another list.
 */
public final class Token {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int LONGEST = 512;

    private Token() {}

    public static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param place makes a place from the text that {@link #of} was given, as the type in {@link Values#matching}
     */
    public static <T> Reading<T> reading(Function<String, @Nullable T> place) {
        return Values.matching(FORM, LONGEST, "is not a token that was given out", token -> {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(token);
                return place.apply(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException e) {
                return null;
            }
        });
    }
}
