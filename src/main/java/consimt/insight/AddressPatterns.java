package consimt.insight;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Mail addresses, names on social networks, and links. Where signs may stand for an address, words of the six languages
 * that texts are in may too.
 *
 * <p>For small letters without accents, on one line with single blanks. What is repeated without end is possessive or
 * stays within one word, so the time is linear.
 */
final class AddressPatterns {

    private static final String ENDING = "(?:com|net|org|ro|fr|uk)(?!\\p{L})";

    /** <i>At this point</i> is no address, so a <i>point</i> needs a known ending. */
    private static final String DOT_WORDS =
            "(?:(?: (?:dot|punct|punkt|punto|ponto) [^ ]++){1,4}+|(?: point [^ ]++){0,2}? point " + ENDING + ")";

    /** <i>ana at example dot com</i>, <i>ana arroba example.com</i>, <i>ana at gmail</i>. */
    private static final Pattern MAIL_IN_WORDS =
            Pattern.compile("(?<![^ ])[^ ]++(?: (?:dot|punct|punkt|punto|ponto|point) [^ ]++){0,3}+"
                    + " (?:at|arr?oba|arr?obase|a ?rond|klammeraffe) "
                    + "(?:[^ ]++" + DOT_WORDS
                    + "|[^ ]*?\\.\\p{L}{2}[^ ]*+|(?:gmail|yahoo|hotmail|outlook|icloud)[^ ]*+)");

    /** The local part has 64 characters at most (RFC 5321). */
    private static final Pattern MAIL =
            Pattern.compile("(?<![^ ])[^ @]*+ ?@ ?[^ ]*+|[^ ]{1,64} ?[(\\[{] ?(?:at|@) ?[)\\]}] ?[^ ]++");

    private static final String NETWORK = "(?:instagram|insta|ig|facebook|fb|messenger|telegram|tg|tiktok|snapchat"
            + "|twitter|linkedin|whatsapp|viber|signal|youtube)";

    /**
     * After a colon or a slash any word. After a blank or a verb only one with a digit, a dot or a line in it, as plain
     * words have none.
     */
    private static final Pattern NAME_ON_A_NETWORK = Pattern.compile("(?<!\\p{L})" + NETWORK
            + "(?: (?:is|este|e|es|est|ist|name|nume|nombre|nome|nom|account|cont|cuenta|conta|compte|konto|user)){0,2}+"
            + "(?: ?[:=/]++ ?(?!" + NETWORK + "(?!\\p{L}))[^ ]++"
            + "| (?=\\p{L}*+(?:[\\p{N}_]|\\.[\\p{L}\\p{N}]))[\\p{L}_][\\p{L}\\p{N}._]*+)");

    /** A word before a colon and two slashes, or labels with a dot between them. */
    private static final Pattern LINK = Pattern.compile("(?<![\\p{L}\\p{N}+.-])\\p{L}[\\p{L}\\p{N}+.-]*+://[^ ]++"
            + "|(?<![\\p{L}\\p{N}_.-])(?=[\\p{L}\\p{N}_.-]*?[\\p{L}\\p{N}_-]\\.++\\p{L}{2})[\\p{L}\\p{N}_.-]++"
            + "(?:[/?#:][^ ]*+)?");

    private static final Pattern LINK_IN_WORDS =
            Pattern.compile("(?<![^ ])[^ ]++ (?:dot|punct|punkt|punto|ponto|point) " + ENDING + "[^ ]*+");

    static final List<Pattern> IN_ORDER = List.of(MAIL_IN_WORDS, MAIL, NAME_ON_A_NETWORK, LINK, LINK_IN_WORDS);

    private AddressPatterns() {}
}
