package consimt.permission;

/** The ways in which a business and a person meet. */
enum Interaction {
    MESSAGE_TO_USER,
    MESSAGE_TO_BUSINESS,
    GROUP_MESSAGE,
    VIEW_PROFILE,
    VIEW_CATALOGUE;

    /** One to one, which is what a block is about. */
    boolean isDirect() {
        return this == MESSAGE_TO_USER || this == MESSAGE_TO_BUSINESS;
    }
}
