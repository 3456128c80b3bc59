<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BackupPanel</name>
    <message numerus="yes">
        <source>%n complaint(s) are in it, as of %1.</source>
        <translation>
            <numerusform>%n complaint is in it, as of %1.</numerusform>
            <numerusform>%n complaints are in it, as of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup opens, but %n thing(s) do not fit</source>
        <translation>
            <numerusform>The backup opens, but %n thing does not fit</numerusform>
            <numerusform>The backup opens, but %n things do not fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallsModel</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message numerus="yes">
        <source>%n field(s) corrected</source>
        <translation>
            <numerusform>%n field corrected</numerusform>
            <numerusform>%n fields corrected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseSheet</name>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>%n working day late</numerusform>
            <numerusform>%n working days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>%n working day left</numerusform>
            <numerusform>%n working days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further report(s)</source>
        <translation>
            <numerusform>%n further report</numerusform>
            <numerusform>%n further reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>original and %n copy(ies)</source>
        <translation>
            <numerusform>original and %n copy</numerusform>
            <numerusform>original and %n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier one(s)</source>
        <translation>
            <numerusform>and %n earlier one</numerusform>
            <numerusform>and %n earlier ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CategoryHelp</name>
    <message numerus="yes">
        <source>from %n similar report(s)</source>
        <translation>
            <numerusform>from %n similar report</numerusform>
            <numerusform>from %n similar reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CentrePanel</name>
    <message numerus="yes">
        <source>every %n minute(s)</source>
        <translation>
            <numerusform>every minute</numerusform>
            <numerusform>every %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n hour(s)</source>
        <translation>
            <numerusform>every hour</numerusform>
            <numerusform>every %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ColumnsStep</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopyPage</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Oldest first · %n done today</source>
        <translation>
            <numerusform>Oldest first · %n done today</numerusform>
            <numerusform>Oldest first · %n done today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done today.</source>
        <translation>
            <numerusform>%n done today.</numerusform>
            <numerusform>%n done today.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s) saved</source>
        <translation>
            <numerusform>%n attachment saved</numerusform>
            <numerusform>%n attachments saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopySheetView</name>
    <message numerus="yes">
        <source>answer %n working day(s) late</source>
        <translation>
            <numerusform>answer %n working day late</numerusform>
            <numerusform>answer %n working days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>answer: %n working day(s) left</source>
        <translation>
            <numerusform>answer: %n working day left</numerusform>
            <numerusform>answer: %n working days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CorrectionView</name>
    <message numerus="yes">
        <source>%n field(s) changed</source>
        <translation>
            <numerusform>%n field changed</numerusform>
            <numerusform>%n fields changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CourierDialog</name>
    <message numerus="yes">
        <source>%n file(s) handed in</source>
        <translation>
            <numerusform>%n file handed in</numerusform>
            <numerusform>%n files handed in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) saved</source>
        <translation>
            <numerusform>%n answer saved</numerusform>
            <numerusform>%n answers saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was/were refused: see the list.</source>
        <translation>
            <numerusform>%n was refused: see the list.</numerusform>
            <numerusform>%n were refused: see the list.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was/were not handed in: choose them again, doing so twice is safe.</source>
        <translation>
            <numerusform>%n was not handed in: choose it again, doing so twice is safe.</numerusform>
            <numerusform>%n were not handed in: choose them again, doing so twice is safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayWords</name>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>%n working day late</numerusform>
            <numerusform>%n working days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>%n working day left</numerusform>
            <numerusform>%n working days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message numerus="yes">
        <source>%n unfinished entry(s) of %1 kept</source>
        <translation>
            <numerusform>%n unfinished entry of %1 kept</numerusform>
            <numerusform>%n unfinished entries of %1 kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Closing ... %n unfinished entry(s) kept</source>
        <translation>
            <numerusform>Closing ... %n unfinished entry kept</numerusform>
            <numerusform>Closing ... %n unfinished entries kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DirectDialog</name>
    <message numerus="yes">
        <source>%n id(s) missing: reports wait for them.</source>
        <translation>
            <numerusform>%n id is missing: reports wait for it.</numerusform>
            <numerusform>%n ids are missing: reports wait for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) wait.</source>
        <translation>
            <numerusform>%n report waits.</numerusform>
            <numerusform>%n reports wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftOffer</name>
    <message numerus="yes">
        <source>%n unfinished entries of %1</source>
        <translation>
            <numerusform>%n unfinished entry of %1</numerusform>
            <numerusform>%n unfinished entries of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) handed over by colleagues</source>
        <translation>
            <numerusform>%n entry handed over by colleagues</numerusform>
            <numerusform>%n entries handed over by colleagues</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryFoot</name>
    <message numerus="yes">
        <source>Not saved: %n answer(s) to complete (%1). The draft is safe.</source>
        <translation>
            <numerusform>Not saved: %n answer to complete (%1). The draft is safe.</numerusform>
            <numerusform>Not saved: %n answers to complete (%1). The draft is safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntrySide</name>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message numerus="yes">
        <source>Take in %n line(s)</source>
        <translation>
            <numerusform>Take in %n line</numerusform>
            <numerusform>Take in %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new number(s)</source>
        <translation>
            <numerusform>%n new number</numerusform>
            <numerusform>%n new numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es) change</source>
        <translation>
            <numerusform>%n status changes</numerusform>
            <numerusform>%n statuses change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) a look and stay(s) as it is here</source>
        <translation>
            <numerusform>%n needs a look and stays as it is here</numerusform>
            <numerusform>%n need a look and stay as they are here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportRun</name>
    <message numerus="yes">
        <source>%n number(s) taken in</source>
        <translation>
            <numerusform>%n number taken in</numerusform>
            <numerusform>%n numbers taken in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n status(es) taken in</source>
        <translation>
            <numerusform>%n status taken in</numerusform>
            <numerusform>%n statuses taken in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) changed here meanwhile and were left.</source>
        <translation>
            <numerusform>%n line changed here meanwhile and was left.</numerusform>
            <numerusform>%n lines changed here meanwhile and were left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FrameWords</name>
    <message numerus="yes">
        <source>%n only on this PC, since %1</source>
        <translation>
            <numerusform>%n only on this PC, since %1</numerusform>
            <numerusform>%n only on this PC, since %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message numerus="yes">
        <source>%n report(s) are void; their numbers stay with the reason</source>
        <translation>
            <numerusform>%n report is void; its number stays with the reason</numerusform>
            <numerusform>%n reports are void; their numbers stay with the reason</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnownModel</name>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>%n working day late</numerusform>
            <numerusform>%n working days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>%n working day left</numerusform>
            <numerusform>%n working days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnownPanel</name>
    <message numerus="yes">
        <source>Known · %n earlier report(s)</source>
        <translation>
            <numerusform>Known · %n earlier report</numerusform>
            <numerusform>Known · %n earlier reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeavingDialog</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message numerus="yes">
        <source>Print %n receipt(s)</source>
        <translation>
            <numerusform>Print %n receipt</numerusform>
            <numerusform>Print %n receipts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) left the desk</source>
        <translation>
            <numerusform>%n receipt left the desk</numerusform>
            <numerusform>%n receipts left the desk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message numerus="yes">
        <source>%n report(s) wait</source>
        <translation>
            <numerusform>%n report waits</numerusform>
            <numerusform>%n reports wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParcelRun</name>
    <message numerus="yes">
        <source>Parcel %1 is on the stick: %n item(s)</source>
        <translation>
            <numerusform>Parcel %1 is on the stick: %n item</numerusform>
            <numerusform>Parcel %1 is on the stick: %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PilePane</name>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n recorded</numerusform>
            <numerusform>%n recorded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message numerus="yes">
        <source>backup of %1 from %2 with %n complaint(s). Phrase and PIN are new.</source>
        <translation>
            <numerusform>backup of %1 from %2 with %n complaint. Phrase and PIN are new.</numerusform>
            <numerusform>backup of %1 from %2 with %n complaints. Phrase and PIN are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The check found %n thing(s) that do not fit</source>
        <translation>
            <numerusform>The check found %n thing that does not fit</numerusform>
            <numerusform>The check found %n things that do not fit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) are here again, as of %1.</source>
        <translation>
            <numerusform>%n complaint is here again, as of %1.</numerusform>
            <numerusform>%n complaints are here again, as of %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RowsStep</name>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>%n recorded</numerusform>
            <numerusform>%n recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can be recorded</source>
        <translation>
            <numerusform>%n can be recorded</numerusform>
            <numerusform>%n can be recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n already there</numerusform>
            <numerusform>%n already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %n row(s) were not looked at. The same file goes on from there.</source>
        <translation>
            <numerusform>Stopped: %n row was not looked at. The same file goes on from there.</numerusform>
            <numerusform>Stopped: %n rows were not looked at. The same file goes on from there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Record %n row(s)</source>
        <translation>
            <numerusform>Record %n row</numerusform>
            <numerusform>Record %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only problems (%n)</source>
        <translation>
            <numerusform>Only problems (%n)</numerusform>
            <numerusform>Only problems (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavedFacts</name>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SenderRows</name>
    <message numerus="yes">
        <source>%1: %n row(s)</source>
        <translation>
            <numerusform>%1: %n row</numerusform>
            <numerusform>%1: %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message numerus="yes">
        <source>%n complaint(s) were held against their events.</source>
        <translation>
            <numerusform>%n complaint was held against its event.</numerusform>
            <numerusform>%n complaints were held against their events.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusAnswer</name>
    <message numerus="yes">
        <source>%n working day(s) late</source>
        <translation>
            <numerusform>%n working day late</numerusform>
            <numerusform>%n working days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s) left</source>
        <translation>
            <numerusform>%n working day left</numerusform>
            <numerusform>%n working days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message numerus="yes">
        <source>%n complaint(s) exist only on this PC.</source>
        <translation>
            <numerusform>%n complaint exists only on this PC.</numerusform>
            <numerusform>%n complaints exist only on this PC.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n confirmed by the centre</source>
        <translation>
            <numerusform>%n confirmed by the centre</numerusform>
            <numerusform>%n confirmed by the centre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n received, not confirmed yet</source>
        <translation>
            <numerusform>%n received, not confirmed yet</numerusform>
            <numerusform>%n received, not confirmed yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) a look</source>
        <translation>
            <numerusform>%n needs a look</numerusform>
            <numerusform>%n need a look</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) to be sent</source>
        <translation>
            <numerusform>%n waits to be sent</numerusform>
            <numerusform>%n wait to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n complaint(s) exist only on this PC, since %1.</source>
        <translation>
            <numerusform>%n complaint exists only on this PC, since %1.</numerusform>
            <numerusform>%n complaints exist only on this PC, since %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) wait to be sent, oldest first.</source>
        <translation>
            <numerusform>%n item waits to be sent.</numerusform>
            <numerusform>%n items wait to be sent, oldest first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Syncs by itself every %n minute(s).</source>
        <translation>
            <numerusform>Syncs by itself every minute.</numerusform>
            <numerusform>Syncs by itself every %n minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This PC&apos;s clock is %n minute(s) behind the server&apos;s: set it right.</source>
        <translation>
            <numerusform>This PC&apos;s clock is %n minute behind the server&apos;s: set it right.</numerusform>
            <numerusform>This PC&apos;s clock is %n minutes behind the server&apos;s: set it right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This PC&apos;s clock is %n minute(s) ahead of the server&apos;s: set it right.</source>
        <translation>
            <numerusform>This PC&apos;s clock is %n minute ahead of the server&apos;s: set it right.</numerusform>
            <numerusform>This PC&apos;s clock is %n minutes ahead of the server&apos;s: set it right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n was/were not there and go(es) out again.</source>
        <translation>
            <numerusform>%n was not there and goes out again.</numerusform>
            <numerusform>%n were not there and go out again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s): see what needs a look.</source>
        <translation>
            <numerusform>%n differs: see what needs a look.</numerusform>
            <numerusform>%n differ: see what needs a look.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The centre holds %n more that this desk does not know.</source>
        <translation>
            <numerusform>The centre holds %n more that this desk does not know.</numerusform>
            <numerusform>The centre holds %n more that this desk does not know.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayModel</name>
    <message numerus="yes">
        <source>%n more · Enter shows them</source>
        <translation>
            <numerusform>%n more · Enter shows it</numerusform>
            <numerusform>%n more · Enter shows them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayWords</name>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>%n due today</numerusform>
            <numerusform>%n due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n late</numerusform>
            <numerusform>%n late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for the reporter</source>
        <translation>
            <numerusform>%n waiting for the reporter</numerusform>
            <numerusform>%n waiting for the reporter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not sent yet</source>
        <translation>
            <numerusform>%n not sent yet</numerusform>
            <numerusform>%n not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not told yet</source>
        <translation>
            <numerusform>%n not told yet</numerusform>
            <numerusform>%n not told yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoImportDialog</name>
    <message numerus="yes">
        <source>%n report(s) of the import of %1 become void. Their numbers stay, with the reason.</source>
        <translation>
            <numerusform>%n report of the import of %1 becomes void. Its number stays, with the reason.</numerusform>
            <numerusform>%n reports of the import of %1 become void. Their numbers stay, with the reason.</numerusform>
        </translation>
    </message>
</context>
</TS>
