package consimt.kit;

import consimt.access.Access;
import consimt.access.LinkMaker;
import consimt.business.BusinessSettings;
import consimt.consent.OptOuts;
import consimt.doctor.Doctor;
import consimt.doctor.StackSettings;
import consimt.dynamodb.Stores;
import consimt.followup.HandWork;
import consimt.followup.LateMessages;
import consimt.followup.RemovalDesk;
import consimt.form.ProtectiveInput;
import consimt.inbound.Intake;
import consimt.inbound.OwnEntries;
import consimt.inbound.ReceiveEvent;
import consimt.notice.delivery.NoticeWay;
import consimt.permission.ContactPermissions;
import consimt.person.PersonsPasts;
import consimt.receipt.GiveReceipt;
import consimt.receipt.ReceiptKeys;
import consimt.record.FirstContacts;
import consimt.record.Recorder;
import consimt.record.Recorders;
import consimt.record.ToldIds;
import consimt.runtime.Metrics;
import consimt.secret.Secrets;
import consimt.whatsapp.SentMarketing;
import consimt.whatsapp.UpdateRecorder;
import consimt.whatsapp.Webhook;
import consimt.whatsapp.WordsOfRelease;
import java.time.Clock;
import java.util.Optional;

/** What a function is made of, as the application puts it together. */
final class Parts {

    final Stores stores;
    final BusinessSettings settings;
    final Clock clock;
    final Metrics metrics;
    final HandWork work;
    final Recorder recorder;
    final ToldIds toldIds;
    final FirstContacts firstContacts;
    final ProtectiveInput protective;
    final OptOuts optOuts;
    final RemovalDesk removals;
    final LateMessages lateMessages;
    final ContactPermissions contactPermissions;
    final PersonsPasts pasts;
    final LinkMaker links;

    private final Secrets secrets;
    private final WordsOfRelease words;
    private final NoticeWay.Outside outside;

    Parts(
            Stores stores,
            BusinessSettings settings,
            Secrets secrets,
            Metrics metrics,
            WordsOfRelease words,
            NoticeWay.Outside outside,
            Clock clock) {
        this.stores = stores;
        this.settings = settings;
        this.secrets = secrets;
        this.words = words;
        this.outside = outside;
        this.metrics = metrics;
        this.clock = clock;
        this.work = HandWork.on(stores.followUps(), stores.places(), settings, metrics, clock);
        this.recorder = Recorders.on(stores, work, metrics);
        this.firstContacts = Recorders.firstContacts(stores);
        this.protective = new ProtectiveInput(metrics);
        this.toldIds = new ToldIds(recorder);
        this.contactPermissions = new ContactPermissions(settings, clock);
        this.optOuts = new OptOuts(recorder, toldIds, stores.places(), settings, contactPermissions, metrics);
        this.pasts = new PersonsPasts(stores.wholeLedger());
        this.links = access().links();
        this.removals = work.removals();
        this.lateMessages = new LateMessages(
                work.removals(), stores.ledger(), recorder, stores.followUps(), settings, metrics, clock);
    }

    NoticeWay notices() {
        return NoticeWay.on(stores, settings, outside, secrets, metrics, clock);
    }

    Access access() {
        return Access.on(
                stores.revocations(),
                optOuts,
                contactPermissions,
                stores.standings(),
                settings,
                secrets,
                metrics,
                clock);
    }

    GiveReceipt receipts() {
        return new GiveReceipt(
                new ReceiptKeys(secrets, World.RECEIPT_KEY, stores.publicKeys()),
                stores.ledger(),
                stores.standings(),
                removals,
                settings,
                World.JSON,
                clock);
    }

    Doctor doctor() {
        return new Doctor(
                new StackSettings(
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(World.RECEIPT_KEY),
                        Access.KEY,
                        Webhook.SECRET_NAME,
                        Webhook.SECRET_NAME),
                settings,
                stores.inventory(),
                stores.endpoints(),
                secrets,
                clock);
    }

    ReceiveEvent receiveEvent() {
        return new ReceiveEvent(
                access().keys(),
                settings,
                new Intake(recorder, metrics),
                new OwnEntries(stores.places(), metrics, clock),
                metrics,
                clock);
    }

    Webhook webhook() {
        UpdateRecorder updates = new UpdateRecorder(
                new Intake(recorder, metrics),
                words,
                new SentMarketing(stores.standings(), lateMessages),
                new OwnEntries(stores.places(), metrics, clock),
                settings,
                metrics,
                clock);
        return Webhook.on(updates, stores.unclaimed(), settings, secrets, metrics, clock);
    }
}
