namespace Aigen.Metering;

/// <summary>What inputs and answers of batch jobs look like.</summary>
public interface IBatchForm
{
    /// <summary>Reads an input that was taken before.</summary>
    DeskRequest Read(string model, BatchInput input);

    /// <summary>Writes the answers as they are stored.</summary>
    byte[] Write(CompletionSession session, IReadOnlyList<CompletedAnswer> answers, DateTimeOffset now);
}
