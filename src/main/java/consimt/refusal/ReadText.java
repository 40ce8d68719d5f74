package consimt.refusal;

/** A text, with the part of it that the person wrote. To find that part takes as long as to judge it, so a text is read once. */
record ReadText(String all, String own) {

    static ReadText of(String text) {
        return new ReadText(text, OwnText.of(text));
    }

    /** Where no program adds to what a person wrote. */
    static ReadText allOwn(String text) {
        return new ReadText(text, text);
    }

    /** All of the text, if no line of it is the person's. */
    String ownOrAll() {
        return own.isBlank() ? all : own;
    }
}
