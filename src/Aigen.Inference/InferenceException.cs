namespace Aigen.Inference;

/// <summary>The model could not compute an answer.</summary>
public class InferenceException : Exception
{
    /// <param name="message">What went wrong, in one sentence.</param>
    public InferenceException(string message) : base(message)
    {
    }

    /// <param name="message">What went wrong, in one sentence.</param>
    /// <param name="cause">The exception underneath.</param>
    public InferenceException(string message, Exception cause) : base(message, cause)
    {
    }
}
