using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Metering;

/// <summary>Batch jobs in the database. The kind comes first in a key, so that what all jobs are is read without their inputs and answers.</summary>
internal sealed class BatchStore(IStore store)
{
    private enum Kind : byte
    {
        /// <summary>user 20, model text, priority u8, submitted i64.</summary>
        Job = 1,

        /// <summary>prompt flag, text.</summary>
        Input = 2,

        /// <summary>state u8, started i64, ended i64.</summary>
        End = 3,

        /// <summary>The answer's JSON, or why there is none, as text.</summary>
        Answer = 4,

        /// <summary>How often it was begun and not ended, u8: a model that ends the process must not do so for ever.</summary>
        Begun = 5,
    }

    public IEnumerable<BatchJob> Load()
    {
        var ends = store.Scan(Column.BatchJobs, new[] { (byte)Kind.End }).ToDictionary(row => IdOf(row.Key), row => row.Value);
        foreach (var (key, value) in store.Scan(Column.BatchJobs, new[] { (byte)Kind.Job }))
        {
            var job = ReadJob(IdOf(key), value);
            yield return ends.TryGetValue(job.Id, out var end) ? ReadEnd(job, end) : job;
        }
    }

    public BatchInput InputOf(Hash256 id)
    {
        var bytes = store.Get(Column.BatchJobs, Key(Kind.Input, id)) ?? throw new InvalidDataException($"batch job {id} has no input");
        var reader = new WireReader(bytes);
        return new BatchInput(reader.Flag(), reader.Text());
    }

    /// <summary>The answer of a completed job, or why a failed one has none; null before.</summary>
    public byte[]? AnswerOf(Hash256 id) => store.Get(Column.BatchJobs, Key(Kind.Answer, id));

    /// <summary>Stores a job that is not paid for yet.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public void Add(BatchJob job, BatchInput input)
    {
        using var batch = store.CreateBatch();
        batch.Put(
            Column.BatchJobs, Key(Kind.Job, job.Id),
            new WireWriter().Raw(job.User.Bytes).Text(job.Model).Byte((byte)job.Priority).Int64(job.SubmittedAt).Written);
        batch.Put(Column.BatchJobs, Key(Kind.Input, job.Id), new WireWriter().Flag(input.IsPrompt).Text(input.Text).Written);
        store.Write(batch, Durability.Disk);
    }

    /// <summary>Counts a beginning, and says how many there were before that came to no end.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public int Begin(Hash256 id)
    {
        var before = store.Get(Column.BatchJobs, Key(Kind.Begun, id)) is [var count] ? count : (byte)0;
        using var batch = store.CreateBatch();
        batch.Put(Column.BatchJobs, Key(Kind.Begun, id), [(byte)Math.Min(before + 1, byte.MaxValue)]);
        store.Write(batch, Durability.Process);
        return before;
    }

    /// <summary>Takes a beginning back: the node gave the job up, and was not ended by it.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public void GiveUp(Hash256 id)
    {
        using var batch = store.CreateBatch();
        batch.Delete(Column.BatchJobs, Key(Kind.Begun, id));
        store.Write(batch, Durability.Process);
    }

    /// <exception cref="StoreException">Nothing was written.</exception>
    public void Remove(Hash256 id)
    {
        using var batch = store.CreateBatch();
        foreach (var kind in Enum.GetValues<Kind>())
        {
            batch.Delete(Column.BatchJobs, Key(kind, id));
        }

        store.Write(batch, Durability.Process);
    }

    /// <summary>Puts the end of a job into the batch that stores its receipt.</summary>
    public static void PutEnd(IWriteBatch batch, BatchJob ended, ReadOnlySpan<byte> answer)
    {
        batch.Put(
            Column.BatchJobs, Key(Kind.End, ended.Id), new WireWriter().Byte((byte)ended.State).Int64(ended.StartedAt).Int64(ended.EndedAt).Written);
        batch.Put(Column.BatchJobs, Key(Kind.Answer, ended.Id), answer);
        batch.Delete(Column.BatchJobs, Key(Kind.Begun, ended.Id));
    }

    private static BatchJob ReadJob(Hash256 id, byte[] value)
    {
        var reader = new WireReader(value);
        var job = new BatchJob
        {
            Id = id,
            User = reader.Address(),
            Model = reader.Text(),
            Priority = reader.Choice<BatchPriority>(),
            SubmittedAt = reader.Int64(),
        };
        reader.ExpectEnd();
        return job;
    }

    private static BatchJob ReadEnd(BatchJob job, byte[] value)
    {
        var reader = new WireReader(value);
        var ended = job with { State = reader.Choice<BatchState>(), StartedAt = reader.Int64(), EndedAt = reader.Int64() };
        reader.ExpectEnd();
        return ended;
    }

    private static Hash256 IdOf(byte[] key) => Hash256.From(key.AsSpan(1));

    private static byte[] Key(Kind kind, Hash256 id) => [(byte)kind, .. id.Bytes];
}
